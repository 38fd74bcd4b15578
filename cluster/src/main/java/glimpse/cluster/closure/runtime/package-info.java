/**
 * What rewritten bytecode calls by name, and the threads it runs on: both the kernel's JVM and every worker's have these classes, and both
 * must have the same.
 *
 * <p>Read {@link glimpse.cluster.closure.runtime.CancelToken} first. Called from any thread of a running task. Must not use anything outside
 * the JDK: user code links against it.
 */
package glimpse.cluster.closure.runtime;
