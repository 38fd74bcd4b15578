package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * One part of an image or a jar: the {@code WORK_COMPLETE} of a {@code glimpse_image.<session>} job.
 *
 * @param number from 0
 * @param parts how many there are; 0: the front end does not have what was asked for
 * @param bytes this part of the whole
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: these are the bytes of one payload
public record Part(int number, int parts, byte[] bytes) {
    /** The most bytes in one part; job servers with a packet limit carry that. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    public Part {
        requireNonNull(bytes, "bytes");
    }

    /** Cuts part {@code number} out of the whole; one that does not exist is {@link #none}. */
    public static Part of(byte[] whole, int number) {
        int parts = Math.max(1, (whole.length + MAX_BYTES - 1) / MAX_BYTES);
        if (number < 0 || number >= parts) {
            return none();
        }
        int from = number * MAX_BYTES;
        byte[] bytes = new byte[Math.min(MAX_BYTES, whole.length - from)];
        System.arraycopy(whole, from, bytes, 0, bytes.length);
        return new Part(number, parts, bytes);
    }

    /** Not here. */
    public static Part none() {
        return new Part(0, 0, new byte[0]);
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.PART, bytes.length + 16)
                .u32(number)
                .u32(parts)
                .bytes(bytes)
                .toByteArray();
    }

    public static Part decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.PART, payload);
        Part part = new Part(in.u32(), in.u32(), in.bytes());
        in.end();
        return part;
    }
}
