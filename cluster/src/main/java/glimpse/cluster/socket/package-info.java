/**
 * ZeroMQ sockets and the threads that own them; nothing of what they carry.
 *
 * <p>Read {@link glimpse.cluster.socket.SocketThread} first: a socket belongs to the thread that made it, and every such thread
 * is one of these. Others only hand it tasks and ring its bell. It knows no message and no key. The facts are those of the
 * ZeroMQ guide (XPUB, XSUB, high-water marks) and of JeroMQ 0.6.
 */
package glimpse.cluster.socket;
