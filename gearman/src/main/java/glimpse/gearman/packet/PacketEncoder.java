package glimpse.gearman.packet;

import java.nio.ByteBuffer;

/**
 * Packets to bytes.
 *
 * <pre>
 *   \0REQ | type: u32 BE | size: u32 BE | size bytes: arguments and data
 * </pre>
 */
public final class PacketEncoder {
    /** Bytes before the body. */
    public static final int HEADER_SIZE = 12;

    private PacketEncoder() {}

    /** How many bytes the packet takes on the wire. */
    public static int size(Packet packet) {
        return Math.addExact(HEADER_SIZE, packet.bodySize());
    }

    /** The packet's bytes in an array of their own. */
    public static byte[] encode(Packet packet) {
        byte[] bytes = new byte[size(packet)];
        encode(packet, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /**
     * Appends the packet to {@code out}, which has to be big endian.
     *
     * @throws java.nio.BufferOverflowException if fewer than {@link #size} bytes remain
     */
    public static void encode(Packet packet, ByteBuffer out) {
        PacketType type = packet.type();
        out.putInt(packet.magic().code()).putInt(type.number()).putInt(packet.bodySize());
        for (int i = 0; i < packet.argumentCount(); i++) {
            out.put(packet.argument(i));
            if (i < type.terminators()) {
                out.put((byte) 0);
            }
        }
        out.put(packet.data());
    }
}
