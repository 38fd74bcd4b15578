package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** Reads the input once, in order, no further than asked. One thread. */
final class InputCutter {
    private static final long LONGEST_READ_NANOS = 50_000_000;

    private final Iterator<?> elements;
    private OptionalLong total;
    private long taken;

    InputCutter(Iterable<?> input) {
        this.total = input instanceof Collection<?> c ? OptionalLong.of(c.size()) : OptionalLong.empty();
        this.elements = input.iterator();
    }

    /** Whether there is one more; may take as long as the input's iterator takes. */
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

    /** Elements taken so far: the index of the next one. */
    long taken() {
        return taken;
    }

    OptionalLong total() {
        return total;
    }
}
