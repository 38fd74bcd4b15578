package glimpse.server.connection;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.Bytes;
import glimpse.server.job.LentBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes of the gear port to packets and text lines, however the bytes are cut. One per connection, on its I/O thread.
 *
 * <p>The first byte decides: NUL begins a packet, anything else a line. The body of a packet that is there whole is not copied; that of
 * another grows with the bytes that arrive, so that a peer takes no memory that it has not filled.
 */
final class FrameDecoder {
    private static final int HEADER_SIZE = 12;
    private static final int FIRST_PIECE = 64 * 1024;
    private static final int MAX_LINE = 8192;
    private static final byte[] EMPTY = {};
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Takes what is complete. */
    interface Frames {
        /**
         * Takes a packet.
         *
         * @param body {@linkplain LentBytes lent} if it came whole
         */
        void packet(Magic magic, PacketType type, Bytes body);

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
    private final LentBytes lent = new LentBytes();

    private State state = State.START;
    private Magic magic = Magic.REQ;
    private PacketType type = PacketType.UNUSED;
    private int size;
    /** What there is of a header, a body or a line that came in pieces. */
    private byte[] held = EMPTY;

    private int filled;

    /** @param maxPacketSize the most bytes that a packet may have after its header */
    FrameDecoder(int maxPacketSize, Frames frames) {
        this.maxPacketSize = maxPacketSize;
        this.frames = frames;
    }

    /**
     * Takes the bytes from one index to before another; the array is the caller's again on return.
     *
     * @throws FramingException if they are neither packets nor lines, or too long; the decoder is then of no more use
     */
    void decode(byte[] in, int from, int to) throws FramingException {
        int at = from;
        while (at < to) {
            at = switch (state) {
                case START -> start(in, at, to);
                case HEADER -> header(in, at, to);
                case BODY -> body(in, at, to);
                case LINE -> line(in, at, to);
            };
        }
    }

    /** Whether a packet or a line has begun and is not complete. */
    boolean isInside() {
        return state != State.START;
    }

    // ---- each takes something and tells where the next begins

    private int start(byte[] in, int at, int to) throws FramingException {
        if (in[at] != 0) {
            hold(State.LINE, EMPTY);
            return at;
        }
        if (to - at < HEADER_SIZE) {
            hold(State.HEADER, new byte[HEADER_SIZE]);
            return at;
        }
        readHeader(in, at);
        return beginBody(in, at + HEADER_SIZE, to);
    }

    private void hold(State next, byte[] array) {
        state = next;
        held = array;
        filled = 0;
    }

    private int header(byte[] in, int at, int to) throws FramingException {
        int next = fill(HEADER_SIZE, in, at, to);
        if (filled < HEADER_SIZE) {
            return next;
        }
        readHeader(held, 0);
        return beginBody(in, next, to);
    }

    /** Copies what there is, and is missing, to {@link #held}, which has room for it. */
    private int fill(int whole, byte[] in, int at, int to) {
        int count = Math.min(to - at, whole - filled);
        System.arraycopy(in, at, held, filled, count);
        filled += count;
        return at + count;
    }

    private void readHeader(byte[] from, int at) throws FramingException {
        magic = Magic.of((int) INT32.get(from, at));
        type = PacketType.of((int) INT32.get(from, at + 4));
        size = (int) INT32.get(from, at + 8);
        if (size < 0 || size > maxPacketSize) {
            throw new FramingException(
                    "size " + Integer.toUnsignedString(size) + " of " + type + " (expected: <= " + maxPacketSize + ")");
        }
    }

    private int beginBody(byte[] in, int at, int to) {
        if (to - at < size) {
            hold(State.BODY, new byte[Math.min(size, Math.max(FIRST_PIECE, to - at))]);
            return at;
        }
        hold(State.START, EMPTY);
        frames.packet(magic, type, lent.show(in, at, at + size));
        return at + size;
    }

    private int body(byte[] in, int at, int to) {
        int needed = filled + Math.min(to - at, size - filled);
        if (needed > held.length) {
            held = Arrays.copyOf(held, (int) Math.min(size, Math.max(2L * held.length, needed)));
        }
        int next = fill(size, in, at, to);
        if (filled == size) {
            Bytes body = Bytes.of(held);
            hold(State.START, EMPTY);
            frames.packet(magic, type, body);
        }
        return next;
    }

    private int line(byte[] in, int at, int to) throws FramingException {
        int end = at;
        while (end < to && in[end] != '\n') {
            end++;
        }
        int whole = filled + end - at;
        if (whole >= MAX_LINE) {
            throw new FramingException("a line of " + whole + " bytes (expected: < " + MAX_LINE + ")");
        }
        held = Arrays.copyOf(held, whole);
        fill(whole, in, at, end);
        if (end == to) {
            return end;
        }
        byte[] line = held;
        hold(State.START, EMPTY);
        frames.line(line);
        return end + 1;
    }
}
