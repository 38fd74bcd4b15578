/**
 * Benchmarks beside their peers: what is measured is a ratio of two programs that ran the same load in the same run, in turn.
 *
 * <p>{@code jobs}: the job server beside the C one. {@code map}: a map over the cluster beside parallel streams. {@code kernel}: the
 * Jupyter kernel beside the Python one. Each has a main, which {@code bench/run} starts; the figures are kept in {@code
 * docs/benchmarks.md}.
 */
package glimpse.bench;
