package glimpse.cluster.pool;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Decides how many elements the next chunk gets: as many as take {@value #AIM_MILLIS} ms by what was measured so far, fewer towards the
 * end of the input, so that all slots end together. Before anything is measured it is one. One thread, no clock.
 */
final class ChunkSizer {
    static final int AIM_MILLIS = 100;
    private static final double LEAST_MILLIS = 2;
    private static final int MOST_GROWTH = 32;

    /** A chunk's bytes at most, where the heap is large. */
    private static final long MOST_BYTES = 4 << 20;

    /** As many chunks as a window has are in memory at once, and some more: each may have this part of the heap. */
    private static final int CHUNKS_IN_HEAP = 128;

    /** What an element takes here, as an object, however few bytes it is sent as. */
    private static final long LEAST_BYTES = 64;

    private final OptionalInt fixed;
    private final long aimBytes;

    private double chunks;
    private double elements;
    private double nanos;
    private double bytes;
    private long largest = 1;

    /** @param fixed the size that was asked for */
    ChunkSizer(OptionalInt fixed) {
        this(fixed, Runtime.getRuntime().maxMemory());
    }

    ChunkSizer(OptionalInt fixed, long heapBytes) {
        this.fixed = fixed;
        this.aimBytes = Math.min(MOST_BYTES, heapBytes / CHUNKS_IN_HEAP);
    }

    /** Whether a chunk's time is known, so that the next ones are worth their size. */
    boolean isMeasured() {
        return fixed.isPresent() || elements > 0;
    }

    /** Takes a chunk's measure. Those of late count most. */
    void measured(int chunkElements, long durationNanos, long payloadBytes) {
        if (chunkElements > 0) {
            chunks = chunks / 2 + 1;
            elements = elements / 2 + chunkElements;
            nanos = nanos / 2 + durationNanos;
            bytes = bytes / 2 + payloadBytes;
            largest = Math.max(largest, chunkElements);
        }
    }

    /** How many chunks may be on their way at once: enough that no slot waits for the next, more where they are short. */
    int window(int slots) {
        boolean areShort = chunks > 0 && nanos / chunks < LEAST_MILLIS * 1e6;
        return areShort ? 16 * slots + 16 : 3 * slots + 2;
    }

    /**
     * The size of the next chunk, at least 1.
     *
     * @param total elements of the whole input, if known
     * @param taken of these, how many have been put into chunks
     */
    int next(OptionalLong total, long taken, int slots) {
        if (fixed.isPresent()) {
            return fixed.getAsInt();
        }
        if (!isMeasured()) {
            return 1;
        }
        double perElement = Math.max(nanos / elements, 1);
        double size = Math.min(AIM_MILLIS * 1e6 / perElement, largest * (double) MOST_GROWTH);
        size = Math.min(size, aimBytes / Math.max(bytes / elements, LEAST_BYTES));
        if (total.isPresent()) {
            long remaining = Math.max(1, total.getAsLong() - taken);
            double fair = Math.max(remaining / (2.0 * slots), LEAST_MILLIS * 1e6 / perElement);
            size = Math.min(size, Math.min(fair, total.getAsLong() / (4.0 * slots)));
        }
        return (int) Math.max(1, size);
    }
}
