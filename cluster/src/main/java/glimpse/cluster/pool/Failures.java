package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The failures of one map: how many, and the details of the first of the input. One thread. */
final class Failures {
    /** Failures whose details are kept; of the others only the number is known. */
    static final int MAX_KEPT = 1000;

    private final List<Failure> kept = new ArrayList<>();
    private long count;

    /** Keeps a failure; once there are too many, only those that come first in the input. */
    void add(Failure failure) {
        count++;
        kept.add(failure);
        if (kept.size() > 2 * MAX_KEPT) {
            keepFirst();
        }
    }

    private void keepFirst() {
        kept.sort(Comparator.comparingLong(Failure::index));
        if (kept.size() > MAX_KEPT) {
            kept.subList(MAX_KEPT, kept.size()).clear();
        }
    }

    long count() {
        return count;
    }

    /** In the order of the input. */
    List<Failure> first() {
        keepFirst();
        return List.copyOf(kept);
    }
}
