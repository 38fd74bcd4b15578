/**
 * Bytecode rewritten at definition, so that lambdas can travel and loops can be stopped.
 *
 * <p>Read {@link glimpse.cluster.closure.rewrite.Rewriter} first. Pure functions from bytes to bytes, on any thread. Rewritten code names the
 * classes of {@code glimpse.cluster.closure.runtime} only.
 */
package glimpse.cluster.closure.rewrite;
