package glimpse.server.connection;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.JobServer;
import glimpse.server.job.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the gear port. Two threads touch it: the I/O thread (handler methods, {@link #send}) and the processing (peer and
 * answers).
 */
final class GearConnection extends ChannelInboundHandlerAdapter implements FrameDecoder.Frames {
    private static final Logger LOG = LoggerFactory.getLogger(GearConnection.class);

    private final Channel channel;
    private final Events events;
    private final Processing processing;
    private final FrameDecoder decoder;

    // The I/O thread's part.
    private boolean broken;

    // The processing's part.
    private Peer peer;
    private WireAnswers answers;
    private boolean closing;

    GearConnection(Channel channel, int maxPacketSize, Events events, Processing processing) {
        this.channel = channel;
        this.events = events;
        this.processing = processing;
        this.decoder = new FrameDecoder(maxPacketSize, this);
    }

    Channel channel() {
        return channel;
    }

    // ---- on the I/O thread

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        events.accept(Event.opened(this));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!broken) {
                decoder.decode(in);
            }
        } catch (FramingException e) {
            LOG.info("{}: {}, closed", this, e.getMessage());
            broken = true;
            events.accept(Event.broken(this));
        } finally {
            in.release();
        }
    }

    @Override
    public void packet(Magic magic, PacketType type, byte[] body) {
        events.accept(Event.packet(this, magic, type, body));
    }

    @Override
    public void line(byte[] line) {
        events.accept(Event.line(this, line));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        events.accept(Event.closed(this));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof java.io.IOException) {
            LOG.debug("{}: {}", this, cause.toString());
        } else {
            LOG.error("{}: closed", this, cause);
        }
        closeNow();
    }

    /** Closes the socket; nobody waits for it. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void closeNow() {
        channel.close();
    }

    /** Writes and flushes what {@link #takeAnswers} gave. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void send(ByteBuf bytes) {
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    // ---- on the processing's thread

    void opened(JobServer server) {
        answers = new WireAnswers(server.handles(), channel.alloc(), () -> processing.hasAnswers(this));
        peer = server.connected(address(), answers);
    }

    Peer peer() {
        return peer;
    }

    ByteBuf takeAnswers() {
        return answers.take();
    }

    boolean isClosing() {
        return closing;
    }

    /** Closes the connection as soon as its answers have left. */
    void close() {
        closing = true;
        processing.hasAnswers(this);
    }

    private String address() {
        SocketAddress remote = channel.remoteAddress();
        return remote instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "-";
    }

    @Override
    public String toString() {
        return String.valueOf(channel.remoteAddress());
    }
}
