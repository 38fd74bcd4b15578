package glimpse.cluster.pool;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Several inputs as one of arrays, as long as the shortest. Reads no further than asked. */
final class Zip {
    private Zip() {}

    static Iterable<Object[]> of(List<? extends Iterable<?>> inputs) {
        Iterable<Object[]> zipped = () -> iterator(inputs);
        if (!inputs.stream().allMatch(Collection.class::isInstance)) {
            return zipped;
        }
        int size = inputs.stream()
                .mapToInt(input -> ((Collection<?>) input).size())
                .min()
                .orElse(0);
        return new AbstractCollection<>() {
            @Override
            public Iterator<Object[]> iterator() {
                return zipped.iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private static Iterator<Object[]> iterator(List<? extends Iterable<?>> inputs) {
        List<? extends Iterator<?>> each =
                inputs.stream().map(Iterable::iterator).toList();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.stream().allMatch(Iterator::hasNext);
            }

            @Override
            public Object[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return each.stream().map(Iterator::next).toArray();
            }
        };
    }
}
