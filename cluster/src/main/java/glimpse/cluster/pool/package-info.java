/**
 * Pools: a function applied to every element of an input by the slots of a cluster, results in order, with progress, logs and errors.
 *
 * <p>Read {@link glimpse.cluster.pool.Pool} first, then {@code MapLoop}: one call of {@code map} is one {@code MapLoop} ({@code MapRun}
 * over a cluster, {@code LocalRun} in this process), which belongs to the calling thread; the reader threads of the Gearman connections, the
 * log subscriber and the thread that reads the input only put events into its {@code Mailbox}. What decides
 * ({@code ChunkFeed}, {@code ChunkSizer}, {@code OpenChunk}, {@code ProgressMeter}, {@code LogAccount}) is plain code without clock, thread or socket. Nothing
 * here knows cells, Jupyter or a terminal. The facts: {@code docs/protocol.md} and the behaviour of the C job server.
 */
package glimpse.cluster.pool;
