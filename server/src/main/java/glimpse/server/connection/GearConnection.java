package glimpse.server.connection;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.Answers;
import glimpse.server.job.Bytes;
import glimpse.server.job.JobServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A connection of the gear port: packets and text lines. */
final class GearConnection extends Connection implements FrameDecoder.Frames {
    private final FrameDecoder decoder;
    private boolean broken;
    private WireAnswers answers;

    GearConnection(PeerSocket socket, IoThread ioThread) {
        super(socket, ioThread);
        this.decoder = new FrameDecoder(limits().maxPacketSize(), this);
    }

    @Override
    boolean isInTheMiddle() {
        return decoder.isInside();
    }

    @Override
    void read(Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!broken) {
                int bytes = in.readableBytes();
                decode(in, ioThread().chunk());
                hasRead(bytes);
            }
        } catch (FramingException e) {
            broken = true;
            ioThread().events().accept(Event.broken(this, e.getMessage()));
        }
    }

    private void decode(ByteBuf in, byte[] chunk) throws FramingException {
        while (in.isReadable()) {
            int count = Math.min(in.readableBytes(), chunk.length);
            in.readBytes(chunk, 0, count);
            decoder.decode(chunk, 0, count);
        }
    }

    @Override
    public void packet(Magic magic, PacketType type, Bytes body) {
        ioThread().events().packet(this, magic, type, body);
    }

    @Override
    public void line(byte[] line) {
        ioThread().events().accept(Event.line(this, line));
    }

    @Override
    Answers answers(JobServer server) {
        answers = new WireAnswers(server.handles(), ByteBufAllocator.DEFAULT, limits().maxOutput(), this);
        return answers;
    }

    @Override
    ByteBuf takeAnswers() {
        return answers.take();
    }
}
