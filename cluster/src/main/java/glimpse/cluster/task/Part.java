package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * What one part of a whole is: the head of the {@code WORK_COMPLETE} of a {@code glimpse_image.<session>} job. Only the head is sealed, the part's
 * bytes follow it as they are: the whole that they make is vouched for by its hash, which a sealed payload has named.
 *
 * @param hash SHA-256 of the whole, 64 hexadecimal digits
 * @param number from 0
 * @param wholeBytes the size of the whole; -1: the front end does not have it
 * @param partBytes the size of each part but the last
 */
public record Part(String hash, int number, long wholeBytes, int partBytes) {
    /** The usual size of a part; small, so that one is on its way while another is taken in. */
    public static final int USUAL_BYTES = 1 << 20;

    public Part {
        requireNonNull(hash, "hash");
    }

    /** Not here. */
    public static Part none(PartRequest request) {
        return new Part(request.hash(), request.part(), -1, 1);
    }

    /** Whether there is such a part. */
    public boolean isThere() {
        return number >= 0 && partBytes > 0 && from() <= wholeBytes && number < parts();
    }

    /** How many parts make the whole, at least one. */
    public long parts() {
        return Math.max(1, (wholeBytes + partBytes - 1) / partBytes);
    }

    /** Where the part begins in the whole. */
    public long from() {
        return (long) number * partBytes;
    }

    /** How many bytes of the whole it has. */
    public int length() {
        return (int) Math.min(partBytes, wholeBytes - from());
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.PART, 96)
                .text(hash)
                .u32(number)
                .u64(wholeBytes)
                .u32(partBytes)
                .toByteArray();
    }

    public static Part decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.PART, payload);
        Part part = new Part(in.text(), in.u32(), in.u64(), in.u32());
        in.end();
        return part;
    }

    /** A packet with a sealed head and room for {@code length} bytes of a part at its end. */
    public static byte[] packet(byte[] sealedHead, int length) {
        byte[] packet = new byte[4 + sealedHead.length + length];
        ByteBuffer.wrap(packet).putInt(sealedHead.length).put(sealedHead);
        return packet;
    }

    /**
     * The sealed head of a packet, which is left where the part's bytes begin.
     *
     * @throws PayloadException if it is not there
     */
    public static byte[] sealedHead(ByteBuffer packet) throws PayloadException {
        int length = packet.remaining() < 4 ? -1 : packet.getInt();
        if (length < 0 || length > packet.remaining()) {
            throw new PayloadException(
                    "head of " + length + " bytes in a part (expected: 0 to " + packet.remaining() + ")");
        }
        byte[] head = new byte[length];
        packet.get(head);
        return head;
    }
}
