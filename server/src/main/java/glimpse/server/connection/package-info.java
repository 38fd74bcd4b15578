/**
 * Sockets: bytes come in, become packets and lines, and go to the core; answers become bytes and leave, one write per connection and
 * round.
 *
 * <p>Read {@link glimpse.server.connection.GearConnection} first, then {@link glimpse.server.connection.Processing}. A connection has its
 * {@link glimpse.server.connection.PeerSocket}: with nothing but Netty's loop under it where that can be, with a channel elsewhere.
 *
 * <p>Threads, as gearmand(8) has them:
 *
 * <pre>
 *   -t 0      one loop listens, reads, runs the core, writes
 *   -t 1      one loop listens; one reads, runs the core, writes
 *   -t N      one loop listens; N - 1 loops read and write; one processing thread runs the core
 *             loops ──batches of events──► processing thread ──one buffer per connection and batch──► loops
 * </pre>
 */
package glimpse.server.connection;
