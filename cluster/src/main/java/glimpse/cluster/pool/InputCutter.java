package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** An input that is read on the thread that asks, which waits for its elements. */
final class InputCutter implements Input {
    private static final long LONGEST_READ_NANOS = 50_000_000;

    private final Iterator<?> elements;
    private OptionalLong total;
    private long taken;

    InputCutter(Iterable<?> input) {
        this.total = input instanceof Collection<?> c ? OptionalLong.of(c.size()) : OptionalLong.empty();
        this.elements = input.iterator();
    }

    @Override
    public Object[] take(int count, int ahead) {
        return hasNext() ? take(count) : NONE;
    }

    /** Whether there is one more. */
    boolean hasNext() {
        boolean more = elements.hasNext();
        if (!more) {
            total = OptionalLong.of(taken);
        }
        return more;
    }

    /** The next elements, at least one, at most {@code count}; fewer if the input ends, or is slow. */
    Object[] take(int count) {
        List<Object> some = new ArrayList<>(Math.min(count, 1024));
        long startNanos = System.nanoTime();
        do {
            some.add(elements.next());
        } while (some.size() < count
                && (some.size() % 64 != 0 || System.nanoTime() - startNanos < LONGEST_READ_NANOS)
                && hasNext());
        taken += some.size();
        return some.toArray();
    }

    @Override
    public boolean isOver() {
        return !hasNext();
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public OptionalLong total() {
        return total;
    }

    @Override
    public long waitNanos(long nowNanos) {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        // nothing is read but for take
    }
}
