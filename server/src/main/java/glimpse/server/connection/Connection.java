package glimpse.server.connection;

import glimpse.server.connection.Traffic.Drop;
import glimpse.server.job.Answers;
import glimpse.server.job.JobServer;
import glimpse.server.job.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, of whichever protocol. Two threads touch it: the I/O thread (handler methods, {@link #send}, {@link #closeNow}) and the
 * processing (all that has to do with peer and answers).
 */
abstract class Connection extends ChannelInboundHandlerAdapter implements WireAnswers.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Channel channel;
    private final IoThread ioThread;

    // The I/O thread's part.
    /** Its place in the {@link Watch}, -1 for none. */
    int watchIndex = -1;

    private boolean heard;
    private int silentLooks;
    private int stuckLooks;
    private long sent;
    private long readByPeer;
    /** Whether nothing is read because the processing has not come so far yet. */
    private boolean ahead;

    /** Bytes read since the processing had them all. */
    private long aheadBytes;

    /** Whether nothing is read because answers wait for one that is not known yet. */
    private boolean holding;

    // The processing's part.
    private Peer peer;
    private boolean closing;
    private boolean holds;

    Connection(Channel channel, IoThread ioThread) {
        this.channel = channel;
        this.ioThread = ioThread;
    }

    final Channel channel() {
        return channel;
    }

    final IoThread ioThread() {
        return ioThread;
    }

    final Limits limits() {
        return ioThread.watch().limits();
    }

    // ---- on the I/O thread

    @Override
    public final void channelActive(ChannelHandlerContext ctx) {
        ioThread.watch().add(this);
        ioThread.events().accept(Event.opened(this));
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        ioThread.watch().remove(this);
        ioThread.events().accept(Event.closed(this));
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        heard = true;
        read(message);
    }

    /** Takes what has come; releases it. */
    abstract void read(Object message);

    /** Whether the peer has begun something that it has not finished. */
    abstract boolean isInTheMiddle();

    @Override
    public final void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake
                && handshake.cause() instanceof SslHandshakeTimeoutException) {
            drop(Drop.PACKET_TIMEOUT, "silent in the middle of the TLS handshake");
        }
    }

    /** A peer that leaves much output waiting is not read from until it has taken most of it. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!channel.isWritable()) {
            ioThread.traffic().paused();
        }
        readOrPause();
    }

    private void readOrPause() {
        if (channel.isOpen()) {
            channel.config().setAutoRead(channel.isWritable() && !ahead && !holding);
        }
    }

    /**
     * Counts bytes that were read. So many of them at a time are ahead of the processing that their answers find room: what the
     * processing has not seen nobody can hold against the peer.
     */
    final void hasRead(int bytes) {
        aheadBytes += bytes;
        long most = limits().maxOutput() / 8;
        if (most > 0 && aheadBytes > most && !ahead) {
            ahead = true;
            readOrPause();
            ioThread.events()
                    .accept(Event.action(this, server -> channel.eventLoop().execute(this::processed)));
        }
    }

    private void processed() {
        ahead = false;
        aheadBytes = 0;
        readOrPause();
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("{}: {}", this, cause.toString());
        } else if (cause instanceof DecoderException) {
            LOG.info("{}: {}, closed", this, cause.getMessage());
            ioThread.traffic().dropped(Drop.MALFORMED);
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

    /** Closes the socket without a word, by which TLS would wait for a peer that does not read. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void drop(Drop reason, String text) {
        LOG.warn("{}: {}, closed", this, text);
        ioThread.traffic().dropped(reason);
        channel.pipeline().firstContext().close();
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
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
            return;
        }
        long waiting = waiting();
        if (limits().maxOutput() > 0 && waiting > limits().maxOutput()) {
            bytes.release();
            drop(Drop.MAX_OUTPUT, waiting + " bytes wait to be read (expected: <= " + limits().maxOutput() + ")");
            return;
        }
        sent += bytes.readableBytes();
        if (after == After.STAY_OPEN) {
            channel.writeAndFlush(bytes, channel.voidPromise());
        } else {
            channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Bytes that the system has not taken yet. */
    private long waiting() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Compares with the last look. */
    final void look(Watch watch) {
        long waiting = waiting();
        boolean stuck = waiting > 0 && sent - waiting <= readByPeer;
        readByPeer = sent - waiting;
        stuckLooks = stuck ? stuckLooks + 1 : 0;
        silentLooks = heard || waiting > 0 || ahead || holding ? 0 : silentLooks + 1;
        heard = false;
        if (watch.isOver(limits().outputTimeout(), stuckLooks)) {
            drop(Drop.OUTPUT_TIMEOUT, waiting + " bytes wait and are not read");
        } else if (isInTheMiddle() && watch.isOver(limits().packetTimeout(), silentLooks)) {
            drop(Drop.PACKET_TIMEOUT, "silent in the middle of a packet");
        } else if (watch.isOver(limits().idleTimeout(), silentLooks)) {
            ioThread.events().accept(Event.action(this, this::closeIfIdle));
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

    private void closeIfIdle(JobServer server) {
        if (!closing && server.isIdle(peer)) {
            LOG.info("{}: idle, closed", this);
            ioThread.traffic().dropped(Drop.IDLE_TIMEOUT);
            close();
        }
    }

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
    @Override
    public final void hasAnswers() {
        ioThread.processing().hasAnswers(this);
    }

    /** The answers of one round are more than may wait. */
    @Override
    public final void tooManyAnswers() {
        if (!closing) {
            LOG.warn("{}: more than {} bytes of answers in one round, closed", this, limits().maxOutput());
            ioThread.traffic().dropped(Drop.MAX_OUTPUT);
            close();
        }
    }

    /** Answers that are held up count as those that are not read: a quarter of what may wait is a pause, more than all the end. */
    @Override
    public final void held(long bytes) {
        long most = limits().maxOutput();
        if (most == 0) {
            return;
        }
        if (bytes > most && !closing) {
            LOG.warn("{}: {} bytes of answers wait for one before them (expected: <= {}), closed", this, bytes, most);
            ioThread.traffic().dropped(Drop.MAX_OUTPUT);
            close();
        }
        boolean now = bytes > most / (holds ? 8 : 4);
        if (now != holds) {
            holds = now;
            channel.eventLoop().execute(() -> hold(now));
        }
    }

    private void hold(boolean now) {
        holding = now;
        if (now) {
            ioThread.traffic().paused();
        }
        readOrPause();
    }

    /** The bytes that came are no packets. */
    final void malformed(String text) {
        LOG.info("{}: {}, closed", this, text);
        ioThread.traffic().dropped(Drop.MALFORMED);
        close();
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
                ? NetUtil.toAddressString(inet.getAddress())
                : "-";
    }

    @Override
    public final String toString() {
        return String.valueOf(channel.remoteAddress());
    }
}
