package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The outcomes of a map by the index of the input, in whatever order they come. One thread. */
final class ResultBook {
    /** Failures whose details are kept; of the others only the number is known. */
    static final int MAX_FAILURES = 1000;

    private static final Object MISSING = new Object();

    private Object[] values = new Object[64];
    private int used;
    private long failed;
    private final List<Failure> failures = new ArrayList<>();

    ResultBook() {
        Arrays.fill(values, MISSING);
    }

    void value(long index, Object value) {
        int at = Math.toIntExact(index);
        if (at >= values.length) {
            int length = values.length;
            values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(at + 1L, 2L * length)));
            Arrays.fill(values, length, values.length, MISSING);
        }
        values[at] = value;
        used = Math.max(used, at + 1);
    }

    /** Keeps a failure; once there are too many, only those that come first in the input. */
    void failure(Failure failure) {
        failed++;
        failures.add(failure);
        if (failures.size() > 2 * MAX_FAILURES) {
            keepFirst();
        }
    }

    private void keepFirst() {
        failures.sort(Comparator.comparingLong(Failure::index));
        if (failures.size() > MAX_FAILURES) {
            failures.subList(MAX_FAILURES, failures.size()).clear();
        }
    }

    long failed() {
        return failed;
    }

    /** The results so far, in order, without the places of those that are missing. */
    List<Object> present() {
        List<Object> present = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            if (values[i] != MISSING) {
                present.add(values[i]);
            }
        }
        return present;
    }

    /** What to throw if an element failed. */
    MapException exception() {
        keepFirst();
        SortedMap<Long, Object> byIndex = new TreeMap<>();
        for (int i = 0; i < used; i++) {
            if (values[i] != MISSING) {
                byIndex.put((long) i, values[i]);
            }
        }
        return new MapException(failures, failed, byIndex);
    }
}
