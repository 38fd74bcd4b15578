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
 * @param argumentsHash SHA-256 of the arguments, if they are too large to be here: then they are fetched from the front end; else empty
 * @param arguments the elements as one {@code ArrayList}, serialized; or empty
 * @param permit who runs it asks the front end by this number first, see {@link PermitRequest}; 0: nobody needs to ask
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
        String argumentsHash,
        byte[] arguments,
        long permit) {
    /** The Gearman function that slots offer. */
    public static final String FUNCTION = "glimpse_map";

    public Chunk {
        requireNonNull(session, "session");
        requireNonNull(map, "map");
        requireNonNull(image, "image");
        requireNonNull(argumentsHash, "argumentsHash");
        requireNonNull(arguments, "arguments");
    }

    /** With its arguments in it, and for anybody to run. */
    public Chunk(
            String session,
            String map,
            int number,
            long firstIndex,
            int count,
            String image,
            int elementMillis,
            byte[] arguments) {
        this(session, map, number, firstIndex, count, image, elementMillis, "", arguments, 0);
    }

    /** The same with its arguments apart. */
    public Chunk withoutArguments(String hash) {
        return new Chunk(session, map, number, firstIndex, count, image, elementMillis, hash, new byte[0], permit);
    }

    /** The same with its arguments in it. */
    public Chunk withArguments(byte[] fetched) {
        return new Chunk(session, map, number, firstIndex, count, image, elementMillis, "", fetched, permit);
    }

    /** The same, to be run only with this permit. */
    public Chunk withPermit(long number) {
        return new Chunk(
                session, map, this.number, firstIndex, count, image, elementMillis, argumentsHash, arguments, number);
    }

    public byte[] encode() {
        PayloadKind kind = permit == 0 ? PayloadKind.CHUNK : PayloadKind.CONFIRMED_CHUNK;
        PayloadWriter out = new PayloadWriter(kind, arguments.length + 192);
        if (permit != 0) {
            out.u64(permit);
        }
        return out.text(session)
                .text(map)
                .u32(number)
                .u64(firstIndex)
                .u32(count)
                .text(image)
                .u32(elementMillis)
                .text(argumentsHash)
                .bytes(arguments)
                .toByteArray();
    }

    public static Chunk decode(byte[] payload) throws PayloadException {
        boolean isConfirmed = payload.length > 0 && payload[0] == PayloadKind.CONFIRMED_CHUNK.letter();
        PayloadReader in = new PayloadReader(isConfirmed ? PayloadKind.CONFIRMED_CHUNK : PayloadKind.CHUNK, payload);
        long permit = isConfirmed ? in.u64() : 0;
        Chunk chunk = new Chunk(
                in.text(), in.text(), in.u32(), in.u64(), in.u32(), in.text(), in.u32(), in.text(), in.bytes(), permit);
        in.end();
        return chunk;
    }
}
