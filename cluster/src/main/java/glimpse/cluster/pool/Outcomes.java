package glimpse.cluster.pool;

import java.util.List;
import java.util.SortedMap;

/** Where the outcomes of a map go, in whatever order they come; each element has exactly one. Called on the map's thread. */
interface Outcomes {
    void value(long index, Object value);

    void failure(Failure failure);

    /** Takes the value of {@code count} elements from {@code firstIndex} on, which a worker has combined into one. */
    default void combined(long firstIndex, long count, Object value) {
        throw new IllegalStateException("a worker has combined what is not to be combined");
    }

    /** How many elements have come and have not been taken by their consumer: the input is read no further while these are many. */
    default long waiting() {
        return 0;
    }

    /** The values so far, in order. */
    List<Object> present();

    /** The values so far, by the index of the input. */
    SortedMap<Long, Object> byIndex();
}
