package glimpse.server.connection;

import glimpse.server.job.Answers;
import glimpse.server.job.JobServer;
import glimpse.server.job.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, of whichever protocol. Two threads touch it: the I/O thread (handler methods, {@link #send}, {@link #closeNow}) and the
 * processing (all that has to do with peer and answers).
 */
abstract class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Channel channel;
    private final Events events;
    private final Processing processing;

    // The processing's part.
    private Peer peer;
    private boolean closing;

    Connection(Channel channel, Events events, Processing processing) {
        this.channel = channel;
        this.events = events;
        this.processing = processing;
    }

    final Channel channel() {
        return channel;
    }

    final Events events() {
        return events;
    }

    // ---- on the I/O thread

    @Override
    public final void channelActive(ChannelHandlerContext ctx) {
        events.accept(Event.opened(this));
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        events.accept(Event.closed(this));
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("{}: {}", this, cause.toString());
        } else {
            LOG.error("{}: closed", this, cause);
        }
        closeNow();
    }

    /** Closes the socket; nobody waits for it. */
    @SuppressWarnings("FutureReturnValueIgnored")
    final void closeNow() {
        channel.close();
    }

    /** What becomes of the connection when its answers have left. */
    enum After {
        STAY_OPEN,
        CLOSE
    }

    /** Writes and flushes what {@link #takeAnswers} gave, null for nothing. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void send(ByteBuf bytes, After after) {
        if (bytes == null) {
            if (after == After.CLOSE) {
                closeNow();
            }
        } else if (after == After.STAY_OPEN) {
            channel.writeAndFlush(bytes, channel.voidPromise());
        } else {
            channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
        }
    }

    // ---- on the processing's thread

    final void opened(JobServer server) {
        peer = server.connected(address(), answers(server));
    }

    /** Makes the way out to the peer. */
    abstract Answers answers(JobServer server);

    /** The bytes that have gathered since the last call, null for none. */
    abstract ByteBuf takeAnswers();

    final Peer peer() {
        return peer;
    }

    /** Whether it has been sent a NOOP and has not grabbed since. */
    final boolean isToBeWoken() {
        return peer != null && peer.isWoken();
    }

    /** Whether it can do anything. */
    final boolean isWorker() {
        return peer != null && peer.isWorker();
    }

    /** Has {@link #takeAnswers} called at the end of this round or one of the next. */
    final void hasAnswers() {
        processing.hasAnswers(this);
    }

    final boolean isClosing() {
        return closing;
    }

    final After after() {
        return closing ? After.CLOSE : After.STAY_OPEN;
    }

    /** Closes the connection as soon as its answers have left. */
    final void close() {
        closing = true;
        hasAnswers();
    }

    private String address() {
        SocketAddress remote = channel.remoteAddress();
        return remote instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "-";
    }

    @Override
    public final String toString() {
        return String.valueOf(channel.remoteAddress());
    }
}
