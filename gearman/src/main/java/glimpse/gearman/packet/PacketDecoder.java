package glimpse.gearman.packet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Bytes to packets, whatever way the bytes are cut. One decoder serves one connection, on one thread. After an exception it is of no
 * more use.
 *
 * <p>A body grows with the bytes that arrive, not with the size that the header promises: a peer cannot take memory that it has not
 * sent.
 */
public final class PacketDecoder {
    private static final int FIRST_PIECE = 64 * 1024;
    private static final byte[] EMPTY = {};

    private final int maxBodySize;
    private final ByteBuffer header = ByteBuffer.allocate(PacketEncoder.HEADER_SIZE);

    private Magic magic = Magic.REQ;
    private PacketType type = PacketType.NOOP;
    private int size;
    private byte[] body = EMPTY;
    private int filled;

    /** @param maxBodySize the most bytes that may follow a header */
    public PacketDecoder(int maxBodySize) {
        this.maxBodySize = maxBodySize;
    }

    /**
     * Takes all bytes that remain in {@code in} and hands on each packet that they complete, in order.
     *
     * @throws FramingException if they are no packets, or one is too big
     */
    public void decode(ByteBuffer in, Consumer<? super Packet> packets) throws FramingException {
        while (readHeader(in) && readBody(in)) {
            Packet packet = packet();
            header.clear();
            body = EMPTY;
            packets.accept(packet);
        }
    }

    /** Whether the bytes so far end inside a packet. */
    public boolean isInsidePacket() {
        return header.position() > 0;
    }

    private boolean readHeader(ByteBuffer in) throws FramingException {
        if (!header.hasRemaining()) {
            return true;
        }
        while (header.hasRemaining() && in.hasRemaining()) {
            header.put(in.get());
        }
        if (header.hasRemaining()) {
            return false;
        }
        magic = Magic.of(header.getInt(0));
        type = PacketType.of(header.getInt(4));
        size = header.getInt(8);
        if (size < 0 || size > maxBodySize) {
            throw new FramingException(
                    "size " + Integer.toUnsignedString(size) + " of " + type + " (expected: <= " + maxBodySize + ")");
        }
        body = size == 0 ? EMPTY : new byte[Math.min(size, Math.max(FIRST_PIECE, in.remaining()))];
        filled = 0;
        return true;
    }

    private boolean readBody(ByteBuffer in) {
        int count = Math.min(in.remaining(), size - filled);
        if (filled + count > body.length) {
            body = Arrays.copyOf(body, (int) Math.min(size, Math.max(2L * body.length, (long) filled + count)));
        }
        in.get(body, filled, count);
        filled += count;
        return filled == size;
    }

    private Packet packet() throws FramingException {
        byte[][] arguments = new byte[type.argumentCount()][];
        int from = 0;
        for (int i = 0; i < type.terminators(); i++) {
            int to = indexOfNul(from);
            arguments[i] = Arrays.copyOfRange(body, from, to);
            from = to + 1;
        }
        byte[] rest = from == 0 ? body : Arrays.copyOfRange(body, from, size);
        if (type.hasData()) {
            return new Packet(magic, type, arguments, rest);
        }
        if (arguments.length > 0) {
            arguments[arguments.length - 1] = rest;
        }
        return new Packet(magic, type, arguments, EMPTY);
    }

    private int indexOfNul(int from) throws FramingException {
        for (int i = from; i < size; i++) {
            if (body[i] == 0) {
                return i;
            }
        }
        throw new FramingException(
                type + " of " + size + " bytes with too few arguments (expected: " + type.argumentCount() + ")");
    }
}
