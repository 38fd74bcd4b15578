package glimpse.server.connection;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Bytes of the gear port to packets and text lines, however the bytes are cut. One per connection, on its I/O thread.
 *
 * <p>The first byte decides: NUL begins a packet, anything else a line. A body grows with the bytes that arrive, so that a peer takes
 * no memory that it has not filled.
 */
final class FrameDecoder {
    private static final int HEADER_SIZE = 12;
    private static final int FIRST_PIECE = 64 * 1024;
    private static final int MAX_LINE = 8192;
    private static final byte[] EMPTY = {};

    /** Takes what is complete. */
    interface Frames {
        void packet(Magic magic, PacketType type, byte[] body);

        /** Takes a line without its line feed. */
        void line(byte[] line);
    }

    private enum State {
        START,
        HEADER,
        BODY,
        LINE
    }

    private final int maxPacketSize;
    private final Frames frames;

    private State state = State.START;
    private Magic magic = Magic.REQ;
    private PacketType type = PacketType.UNUSED;
    private int size;
    /** What there is of a header that came in pieces, of the body, or of the line. */
    private byte[] held = EMPTY;

    private int filled;

    /** @param maxPacketSize the most bytes that a packet may have after its header */
    FrameDecoder(int maxPacketSize, Frames frames) {
        this.maxPacketSize = maxPacketSize;
        this.frames = frames;
    }

    /**
     * Takes all bytes.
     *
     * @throws FramingException if they are neither packets nor lines, or too long; the decoder is then of no more use
     */
    void decode(ByteBuf in) throws FramingException {
        while (in.isReadable() || (state == State.BODY && filled == size)) {
            switch (state) {
                case START -> start(in);
                case HEADER -> header(in);
                case BODY -> body(in);
                case LINE -> line(in);
            }
        }
    }

    /** Whether a packet or a line has begun and is not complete. */
    boolean isInside() {
        return state != State.START;
    }

    private void start(ByteBuf in) throws FramingException {
        if (in.getByte(in.readerIndex()) != 0) {
            hold(State.LINE, EMPTY);
        } else if (in.readableBytes() < HEADER_SIZE) {
            hold(State.HEADER, new byte[HEADER_SIZE]);
        } else {
            beginBody(in.readInt(), in.readInt(), in.readInt(), in);
        }
    }

    private void hold(State next, byte[] array) {
        state = next;
        held = array;
        filled = 0;
    }

    private void header(ByteBuf in) throws FramingException {
        int count = Math.min(in.readableBytes(), HEADER_SIZE - filled);
        in.readBytes(held, filled, count);
        filled += count;
        if (filled == HEADER_SIZE) {
            beginBody(int32(0), int32(4), int32(8), in);
        }
    }

    private int int32(int at) {
        return held[at] << 24 | (held[at + 1] & 0xff) << 16 | (held[at + 2] & 0xff) << 8 | (held[at + 3] & 0xff);
    }

    private void beginBody(int magicCode, int typeNumber, int bodySize, ByteBuf in) throws FramingException {
        magic = Magic.of(magicCode);
        type = PacketType.of(typeNumber);
        size = bodySize;
        if (size < 0 || size > maxPacketSize) {
            throw new FramingException(
                    "size " + Integer.toUnsignedString(size) + " of " + type + " (expected: <= " + maxPacketSize + ")");
        }
        int first = Math.min(size, Math.max(FIRST_PIECE, in.readableBytes()));
        hold(State.BODY, first == 0 ? EMPTY : new byte[first]);
    }

    private void body(ByteBuf in) {
        int count = Math.min(in.readableBytes(), size - filled);
        if (filled + count > held.length) {
            held = Arrays.copyOf(held, (int) Math.min(size, Math.max(2L * held.length, (long) filled + count)));
        }
        in.readBytes(held, filled, count);
        filled += count;
        if (filled == size) {
            byte[] body = held;
            hold(State.START, EMPTY);
            frames.packet(magic, type, body);
        }
    }

    private void line(ByteBuf in) throws FramingException {
        int toLineFeed = in.bytesBefore((byte) '\n');
        int count = toLineFeed < 0 ? in.readableBytes() : toLineFeed;
        if (filled + count >= MAX_LINE) {
            throw new FramingException("a line of " + (filled + count) + " bytes (expected: < " + MAX_LINE + ")");
        }
        held = Arrays.copyOf(held, filled + count);
        in.readBytes(held, filled, count);
        filled += count;
        if (toLineFeed >= 0) {
            in.skipBytes(1);
            byte[] line = held;
            hold(State.START, EMPTY);
            frames.line(line);
        }
    }
}
