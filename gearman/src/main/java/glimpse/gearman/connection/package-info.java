/**
 * One dialled connection to a job server: connecting with a bound, packets out in few writes, packets in on one thread.
 *
 * <p>Read {@link glimpse.gearman.connection.Connection} first. A connection has two threads: its owner's, which reads and on which the
 * owner's handlers run, and a writer of its own. Handlers must not block; {@link glimpse.gearman.connection.ReaderThread} is how this
 * package knows that it is on one and must not wait.
 *
 * <p>Nothing here knows what a packet means: {@code client} and {@code worker} do.
 */
package glimpse.gearman.connection;
