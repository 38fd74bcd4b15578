package glimpse.cluster.pool;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * The chunks of one map that are still to be submitted: those that are to be tried again, then what is cut from the input, as large as the
 * measured times ask for, and no more than there is room for between the input and the consumer. Belongs to the map's thread.
 */
final class ChunkFeed implements AutoCloseable {
    private final Input input;
    private final MapOptions options;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private final int maxRetries;
    private final ChunkSizer sizer;
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::dueNanos));
    private int chunks;

    /** A chunk that is to be submitted after a pause. */
    private record Later(long dueNanos, OpenChunk chunk) {}

    ChunkFeed(Input input, MapOptions options, Ledger ledger, Outcomes outcomes, int maxRetries) {
        this.input = input;
        this.options = options;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.maxRetries = maxRetries;
        this.sizer = new ChunkSizer(options.chunkSize());
    }

    /** How many chunks may be on their way at once. */
    int window(int slots) {
        return sizer.isMeasured() ? sizer.window(slots) : 2 * slots;
    }

    /**
     * The next chunk to submit; null if there is none for now, or none at all.
     *
     * @param open how many are on their way
     * @param window how many may be
     */
    OpenChunk next(int open, int window, int slots, long nowNanos) {
        if (!later.isEmpty() && later.peek().dueNanos() - nowNanos <= 0) {
            return later.remove().chunk();
        }
        if (open >= window) {
            return null;
        }
        long first = input.taken();
        int room = room();
        int size = Math.min(sizer.next(input.total(), first, slots), room);
        if (size == 0 || open + outcomes.waiting() / size >= window) {
            return null; // until the consumer has taken some
        }
        Object[] elements = input.take(size, (int) Math.min(room, (long) size * (window - open)));
        return elements.length == 0 ? null : new OpenChunk(chunks++, first, elements, maxRetries, 0);
    }

    /** How many elements more may be between the input and the consumer. */
    private int room() {
        if (options.inFlight().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        long inFlight = input.taken() - ledger.elements() + outcomes.waiting();
        return (int) Math.max(0, options.inFlight().getAsInt() - inFlight);
    }

    /** Takes elements back that are to be submitted again, after a pause that doubles each time, or at once. */
    void again(Ledger.Again again, long nowNanos) {
        long pauseNanos = again.afterPause() ? options.backoff().toNanos() << Math.min(20, again.tries() - 1) : 0;
        OpenChunk chunk = new OpenChunk(chunks++, again.firstIndex(), again.inputs(), maxRetries, again.tries());
        later.add(new Later(nowNanos + pauseNanos, chunk));
    }

    /** Takes a chunk's measure. */
    void measured(OpenChunk chunk, long durationNanos, long payloadBytes) {
        sizer.measured(chunk.inputs.length, durationNanos, payloadBytes);
    }

    /** Whether there is no chunk any more, now or later; of those on their way some may come back. */
    boolean isOver() {
        return later.isEmpty() && input.isOver();
    }

    /** How long it may take until there is a chunk, if nothing else happens. */
    long waitNanos(long nowNanos) {
        long wait = input.waitNanos(nowNanos);
        return later.isEmpty() ? wait : Math.min(wait, later.peek().dueNanos() - nowNanos);
    }

    /** Elements taken from the input. */
    long taken() {
        return input.taken();
    }

    /** Elements of the input, as far as known. */
    OptionalLong total() {
        return input.total();
    }

    @Override
    public void close() {
        input.close();
    }
}
