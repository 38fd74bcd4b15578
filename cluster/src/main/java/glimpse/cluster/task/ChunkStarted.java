package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

/**
 * A slot says that it begins with a chunk: the {@code WORK_DATA} of a {@code glimpse_map} job. It leaves before the first element runs,
 * so that a front end can count the workers that died of a chunk.
 *
 * @param map the map
 * @param number of the chunk
 * @param worker the slot's name
 */
public record ChunkStarted(String map, int number, String worker) {
    public ChunkStarted {
        requireNonNull(map, "map");
        requireNonNull(worker, "worker");
    }

    public byte[] encode() {
        return new PayloadWriter(PayloadKind.CHUNK_STARTED, 96)
                .text(map)
                .u32(number)
                .text(worker)
                .toByteArray();
    }

    public static ChunkStarted decode(byte[] payload) throws PayloadException {
        PayloadReader in = new PayloadReader(PayloadKind.CHUNK_STARTED, payload);
        ChunkStarted started = new ChunkStarted(in.text(), in.u32(), in.text());
        in.end();
        return started;
    }
}
