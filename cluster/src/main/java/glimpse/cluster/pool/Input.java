package glimpse.cluster.pool;

import java.util.Collection;
import java.util.OptionalLong;

/** The input of a map: read once, in order, no further than asked. Belongs to the map's thread. */
interface Input extends AutoCloseable {
    Object[] NONE = {};

    /** How long elements of a slow input wait for others, if nobody has asked for chunks of a certain size. */
    long PATIENCE_NANOS = 5_000_000;

    long PATIENCE_OF_FIXED_NANOS = 50_000_000;

    /**
     * The input of one map. A collection has its elements at hand; of anything else nobody knows how long the next one takes, so it is read on a
     * thread of its own.
     *
     * @param events of the map, which is woken when there is more to {@link #take}
     */
    static Input of(Iterable<?> elements, MapOptions options, Mailbox events) {
        long patienceNanos = options.chunkSize().isPresent() ? PATIENCE_OF_FIXED_NANOS : PATIENCE_NANOS;
        return elements instanceof Collection<?>
                ? new InputCutter(elements)
                : new InputReader(elements, patienceNanos, events::wake);
    }

    /**
     * The next elements, at most {@code count}; fewer if the input ends, or is slow. {@link #NONE} if there are none now: at the end, or
     * until the map is woken.
     *
     * @param ahead how many may be read for the next calls; at least {@code count}
     */
    Object[] take(int count, int ahead);

    /** Whether nothing more will come. */
    boolean isOver();

    /** Elements taken so far: the index of the next one. */
    long taken();

    /** Elements in all, as far as known. */
    OptionalLong total();

    /** How long {@link #take} may be put off, so that elements of a slow input do not wait for others. */
    long waitNanos(long nowNanos);

    /** Reads no further. */
    @Override
    void close();
}
