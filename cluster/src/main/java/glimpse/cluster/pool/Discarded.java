package glimpse.cluster.pool;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** Keeps nothing: for what is done for its effects. */
final class Discarded implements Outcomes {
    @Override
    public void value(long index, Object value) {}

    @Override
    public void failure(Failure failure) {}

    @Override
    public List<Object> present() {
        return List.of();
    }

    @Override
    public SortedMap<Long, Object> byIndex() {
        return Collections.emptySortedMap();
    }
}
