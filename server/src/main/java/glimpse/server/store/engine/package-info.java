/**
 * The engines of persistent queues, a small class for each.
 *
 * <p>Read {@link glimpse.server.store.engine.SqlStore} first, then any of the others. Records are laid out as the C server's plugins have them, so
 * that a queue filled by one server is replayed by the other.
 *
 * <p>Run by the thread of the queue that uses them; they may block, with a bound.
 *
 * <p>Source: the C server's tables and keys as observed with Debian's gearmand 1.1.20; the manuals of the engines.
 */
package glimpse.server.store.engine;
