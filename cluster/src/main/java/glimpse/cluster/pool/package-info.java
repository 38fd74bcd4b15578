/**
 * Pools: a function applied to every element of an input by the slots of a cluster, results in order, with progress, logs and errors.
 *
 * <p>Read {@link glimpse.cluster.pool.Pool} first, then {@code MapRun}: one call of {@code map} is one {@code MapRun}, which belongs to the
 * calling thread; the reader threads of the Gearman connections and the log subscriber only put events into its queue. What decides
 * ({@code ChunkSizer}, {@code OpenChunk}, {@code ProgressMeter}, {@code LogAccount}) is plain code without clock, thread or socket. Nothing
 * here knows cells, Jupyter or a terminal. The facts: {@code docs/protocol.md} and the behaviour of the C job server.
 */
package glimpse.cluster.pool;
