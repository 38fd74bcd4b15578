package glimpse.cluster.pool;

import glimpse.cluster.closure.Sha256;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ChunkStarted;
import glimpse.cluster.task.PayloadException;
import glimpse.cluster.task.ResultPart;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The chunks of one map as they travel: sealed, and in packets that the job servers take. Inputs that are larger are offered to the
 * worker that has the chunk, which fetches them in parts; its results come in parts. One thread.
 */
final class ChunkPayloads {
    /** Of a packet, for what is neither inputs nor results: names, seals, the packet's own header. */
    private static final int HEAD_BYTES = 1024;

    private final MapContext context;
    private final String map;
    private final MapFunction function;
    private final int elementMillis;

    ChunkPayloads(MapContext context, String map, MapFunction function, int elementMillis) {
        this.context = context;
        this.map = map;
        this.function = function;
        this.elementMillis = elementMillis;
    }

    /** The chunk for a worker, sealed; until {@link #forget} it may be run, and its inputs are at hand, if they do not go with it. */
    byte[] workload(OpenChunk chunk) {
        forget(chunk);
        byte[] arguments = function.write(chunk.inputs, chunk.firstIndex);
        chunk.argumentBytes = arguments.length;
        Chunk whole = new Chunk(
                context.session(),
                map,
                chunk.number,
                chunk.firstIndex,
                chunk.inputs.length,
                function.image(),
                elementMillis,
                arguments);
        if (arguments.length + HEAD_BYTES > context.maxPacketSize()) {
            chunk.offered = Sha256.hex(arguments);
            context.images().hold(chunk.offered, arguments);
            whole = whole.withoutArguments(chunk.offered);
        }
        chunk.permit = context.permits().issue();
        return context.key().seal(whole.withPermit(chunk.permit).encode());
    }

    /** The chunk is not to be run any more, and its inputs need not be at hand. */
    void forget(OpenChunk chunk) {
        if (chunk.permit != 0) {
            context.permits().withdraw(chunk.permit);
            chunk.permit = 0;
        }
        if (!chunk.offered.isEmpty()) {
            context.images().release(chunk.offered);
            chunk.offered = "";
        }
    }

    /**
     * Takes what a worker has sent of a chunk before its end.
     *
     * @return that it has begun; null if it was a part of the results, which is kept
     */
    ChunkStarted data(OpenChunk chunk, byte[] sealed) throws ForgedPayloadException, PayloadException {
        byte[] payload = context.key().open(sealed);
        if (!ResultPart.is(payload)) {
            ChunkStarted started = ChunkStarted.decode(payload);
            requireSame(chunk, started.map(), started.number());
            return started;
        }
        ResultPart part = ResultPart.decode(payload);
        requireSame(chunk, part.map(), part.chunk());
        chunk.resultPart(part.number(), part.bytes());
        return null;
    }

    /** What came of a chunk, put together from its parts if it came so. */
    ChunkDone done(OpenChunk chunk, byte[] sealed) throws ForgedPayloadException, PayloadException {
        byte[] payload = context.key().open(sealed);
        ChunkDone done = ChunkDone.decode(ResultPart.is(payload) ? whole(chunk, ResultPart.decode(payload)) : payload);
        requireSame(chunk, done.map(), done.number());
        return done;
    }

    private byte[] whole(OpenChunk chunk, ResultPart last) throws PayloadException {
        requireSame(chunk, last.map(), last.chunk());
        List<byte[]> parts = chunk.resultParts();
        if (parts.size() != last.number()) {
            throw new PayloadException(parts.size() + " parts of the results of " + map + "/" + chunk.number
                    + " before the last (expected: " + last.number() + ")");
        }
        long size = last.bytes().length;
        for (byte[] part : parts) {
            size += part.length;
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new PayloadException("results of " + size
                    + " bytes in one chunk (expected: less than 2 GiB; a smaller chunk size makes smaller results)");
        }
        ByteBuffer whole = ByteBuffer.allocate((int) size);
        parts.forEach(whole::put);
        return whole.put(last.bytes()).array();
    }

    private void requireSame(OpenChunk chunk, String itsMap, int number) throws PayloadException {
        if (!itsMap.equals(map) || number != chunk.number) {
            throw new PayloadException(
                    "a worker answered for " + itsMap + "/" + number + " (expected: " + map + "/" + chunk.number + ")");
        }
    }
}
