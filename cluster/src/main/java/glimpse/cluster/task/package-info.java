/**
 * The bytes that travel in the workloads and results of our Gearman jobs: a chunk of a map, its start, its end, and the pieces of images
 * and jars that a worker asks for.
 *
 * <p>Read {@link glimpse.cluster.task.Chunk} first, then {@link glimpse.cluster.task.ChunkDone}. Immutable values; any thread. Nothing here
 * opens a socket, deserializes an object or knows the key: pools and slots seal what is encoded here and open it before it is decoded. The
 * layout, byte by byte, is in {@code docs/protocol.md}, "Payloads".
 */
package glimpse.cluster.task;
