package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * Some consecutive elements of a map's input, with the function to apply to each: the workload of a {@code glimpse_map} job.
 *
 * @param session the front end that asks; it serves images as {@code glimpse_image.<session>}
 * @param map the map, unique within the session
 * @param number of the chunk within the map, from 0
 * @param firstIndex of its first element within the input
 * @param count of its elements
 * @param image the function's image by id: SHA-256, 64 hexadecimal digits
 * @param elementMillis how long an element may take; 0: as long as it likes
 * @param arguments the elements as one {@code ArrayList}, serialized
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: these are the bytes of one payload
public record Chunk(
        String session,
        String map,
        int number,
        long firstIndex,
        int count,
        String image,
        int elementMillis,
        byte[] arguments) {
    /** The Gearman function that slots offer. */
    public static final String FUNCTION = "glimpse_map";

    public Chunk {
        requireNonNull(session, "session");
        requireNonNull(map, "map");
        requireNonNull(image, "image");
        requireNonNull(arguments, "arguments");
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.CHUNK, arguments.length + 192)
                .text(session)
                .text(map)
                .u32(number)
                .u64(firstIndex)
                .u32(count)
                .text(image)
                .u32(elementMillis)
                .bytes(arguments)
                .toByteArray();
    }

    public static Chunk decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.CHUNK, payload);
        Chunk chunk = new Chunk(in.text(), in.text(), in.u32(), in.u64(), in.u32(), in.text(), in.u32(), in.bytes());
        in.end();
        return chunk;
    }
}
