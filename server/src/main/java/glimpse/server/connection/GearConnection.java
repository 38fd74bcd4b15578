package glimpse.server.connection;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.Answers;
import glimpse.server.job.JobServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of the gear port: packets and text lines. */
final class GearConnection extends Connection implements FrameDecoder.Frames {
    private static final Logger LOG = LoggerFactory.getLogger(GearConnection.class);

    private final FrameDecoder decoder;
    private boolean broken;
    private WireAnswers answers;

    GearConnection(Channel channel, int maxPacketSize, Events events, Processing processing) {
        super(channel, events, processing);
        this.decoder = new FrameDecoder(maxPacketSize, this);
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
            events().accept(Event.broken(this));
        } finally {
            in.release();
        }
    }

    @Override
    public void packet(Magic magic, PacketType type, byte[] body) {
        events().accept(Event.packet(this, magic, type, body));
    }

    @Override
    public void line(byte[] line) {
        events().accept(Event.line(this, line));
    }

    @Override
    Answers answers(JobServer server) {
        answers = new WireAnswers(server.handles(), channel().alloc(), this::hasAnswers);
        return answers;
    }

    @Override
    ByteBuf takeAnswers() {
        return answers.take();
    }
}
