/**
 * The two channels between front ends and workers: commands one way, log lines and replies the other.
 *
 * <p>Read {@link glimpse.cluster.channel.FrontEndChannels} and {@link glimpse.cluster.channel.CommandReceiver} first. Each side's
 * sockets belong to one {@link glimpse.cluster.socket.SocketThread}; what other threads may call says so. Nothing of the session
 * or of the tasks is known here: a command's body and a log line's text are bytes. The frames are drawn in docs/protocol.md,
 * "Channels".
 */
package glimpse.cluster.channel;
