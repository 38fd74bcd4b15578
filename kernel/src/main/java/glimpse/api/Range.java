package glimpse.api;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.RandomAccess;

/** Consecutive integers that take no room. Immutable. */
final class Range extends AbstractList<Integer> implements RandomAccess, Serializable {
    private static final long serialVersionUID = 1;

    private final int first;
    private final int size;

    Range(int first, int size) {
        this.first = first;
        this.size = size;
    }

    @Override
    public Integer get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index + " (expected: from 0 to " + (size - 1) + ")");
        }
        return first + index;
    }

    @Override
    public int size() {
        return size;
    }
}
