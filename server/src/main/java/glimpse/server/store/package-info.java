/**
 * Persistent queues: background jobs outlive the server in an engine of the operator's choice ({@code -q}).
 *
 * <p>Read {@link glimpse.server.store.StoreThread} first: the core hands over what is new and what has ended, a thread of its own commits in
 * groups, and JOB_CREATED leaves when the group is durable. {@link glimpse.server.store.Store} is what an engine has to bring; the engines are
 * in {@code glimpse.server.store.engine}.
 *
 * <p>Threads: the core's, which only hands over; {@code store}, which may block.
 *
 * <p>Must not use: Netty, sockets of clients.
 *
 * <p>Source: gearmand(8), "Persistent Queues"; tables, keys and values are those of the C server's plugins.
 */
package glimpse.server.store;
