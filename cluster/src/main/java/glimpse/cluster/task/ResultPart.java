package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * A part of a {@link ChunkDone} that is too large for one packet: a {@code WORK_DATA} of a {@code glimpse_map} job, the last one its {@code
 * WORK_COMPLETE}.
 *
 * @param map the map
 * @param chunk its number within the map
 * @param number of the part, from 0
 * @param bytes of the encoded {@link ChunkDone}, those that follow the part before
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: these are the bytes of one payload
public record ResultPart(String map, int chunk, int number, byte[] bytes) {
    public ResultPart {
        requireNonNull(map, "map");
        requireNonNull(bytes, "bytes");
    }

    /** Whether the payload is one. */
    public static boolean is(byte[] payload) {
        return payload.length > 0 && payload[0] == PayloadKind.RESULT_PART.letter();
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.RESULT_PART, bytes.length + 96)
                .text(map)
                .u32(chunk)
                .u32(number)
                .bytes(bytes)
                .toByteArray();
    }

    public static ResultPart decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.RESULT_PART, payload);
        ResultPart part = new ResultPart(in.text(), in.u32(), in.u32(), in.bytes());
        in.end();
        return part;
    }
}
