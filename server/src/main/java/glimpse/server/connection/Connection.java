package glimpse.server.connection;

import glimpse.server.connection.Traffic.Drop;
import glimpse.server.job.Answers;
import glimpse.server.job.JobServer;
import glimpse.server.job.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, of whichever protocol and kind of socket. Two threads touch it: the I/O thread (what its socket tells, {@link #send},
 * {@link #closeNow}) and the processing (all that has to do with peer and answers).
 */
abstract class Connection implements WireAnswers.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final PeerSocket socket;
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

    Connection(PeerSocket socket, IoThread ioThread) {
        this.socket = socket;
        this.ioThread = ioThread;
    }

    /** The loop of its I/O thread. */
    final EventLoop loop() {
        return socket.loop();
    }

    final IoThread ioThread() {
        return ioThread;
    }

    final Limits limits() {
        return ioThread.watch().limits();
    }

    // ---- on the I/O thread

    /** The socket can be read and written. */
    final void opened() {
        LOG.info("Accepted connection from {}", this);
        ioThread.watch().add(this);
        ioThread.events().accept(Event.opened(this));
    }

    /** The socket is closed. */
    final void closed() {
        LOG.info("Disconnected {}", this);
        ioThread.watch().remove(this);
        ioThread.events().accept(Event.closed(this));
    }

    /** Something has come; it is the socket's again when this returns. */
    final void received(Object message) {
        heard = true;
        read(message);
    }

    /** Takes what has come, and retains what it keeps. */
    abstract void read(Object message);

    /** The peer has taken most of the output that waited. */
    void hasTakenOutput() {}

    /** The peer has ended its side, and still reads, where a protocol has a use for that. */
    void inputEnded() {}

    /** Nothing comes any more: releases what it keeps. */
    void removed() {}

    /** Whether the peer has begun something that it has not finished. */
    abstract boolean isInTheMiddle();

    private void readOrPause() {
        socket.setReading(!ahead && !holding);
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
            ioThread.events().accept(Event.action(this, server -> loop().execute(this::processed)));
        }
    }

    private void processed() {
        ahead = false;
        aheadBytes = 0;
        readOrPause();
    }

    /** Something went wrong with the socket, or in here: closes it. */
    final void failed(Throwable cause) {
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
    final void closeNow() {
        socket.close();
    }

    /** Ends a connection that is not as it should be. */
    final void drop(Drop reason, String text) {
        LOG.warn("{}: {}, closed", this, text);
        ioThread.traffic().dropped(reason);
        socket.abort();
    }

    /** What becomes of the connection when its answers have left. */
    enum After {
        STAY_OPEN,
        CLOSE
    }

    /** Writes and flushes what {@link #takeAnswers} gave, null for nothing. */
    void send(ByteBuf bytes, After after) {
        if (bytes == null) {
            if (after == After.CLOSE) {
                socket.write(Unpooled.EMPTY_BUFFER, after);
            }
            return;
        }
        long waiting = socket.waiting();
        if (limits().maxOutput() > 0 && waiting > limits().maxOutput()) {
            bytes.release();
            drop(Drop.MAX_OUTPUT, waiting + " bytes wait to be read (expected: <= " + limits().maxOutput() + ")");
            return;
        }
        sent += bytes.readableBytes();
        socket.write(bytes, after);
    }

    /** Compares with the last look. */
    final void look(Watch watch) {
        long waiting = socket.waiting();
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

    final void begin(JobServer server) {
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
            loop().execute(() -> hold(now));
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
        SocketAddress remote = socket.remoteAddress();
        return remote instanceof InetSocketAddress inet && inet.getAddress() != null
                ? NetUtil.toAddressString(inet.getAddress())
                : "-";
    }

    @Override
    public final String toString() {
        SocketAddress remote = socket.remoteAddress();
        return remote instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : String.valueOf(remote);
    }
}
