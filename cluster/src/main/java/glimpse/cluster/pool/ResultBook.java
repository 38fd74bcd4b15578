package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of a map by the index of the input. One thread. */
final class ResultBook implements Outcomes {
    private static final Object MISSING = new Object();

    private Object[] values = new Object[64];
    private int used;

    ResultBook() {
        Arrays.fill(values, MISSING);
    }

    @Override
    public void value(long index, Object value) {
        int at = Math.toIntExact(index);
        if (at >= values.length) {
            int length = values.length;
            values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(at + 1L, 2L * length)));
            Arrays.fill(values, length, values.length, MISSING);
        }
        values[at] = value;
        used = Math.max(used, at + 1);
    }

    @Override
    public void failure(Failure failure) {
        // its place stays empty
    }

    /** The results so far, in order, without the places of those that are missing. */
    @Override
    public List<Object> present() {
        List<Object> present = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            if (values[i] != MISSING) {
                present.add(values[i]);
            }
        }
        return present;
    }

    /** As many results as there were inputs, {@code null} in the places of those that are missing. */
    List<Object> withGaps(long inputs) {
        List<Object> all = new ArrayList<>(Math.toIntExact(inputs));
        for (int i = 0; i < inputs; i++) {
            all.add(i >= used || values[i] == MISSING ? null : values[i]);
        }
        return all;
    }

    @Override
    public SortedMap<Long, Object> byIndex() {
        SortedMap<Long, Object> byIndex = new TreeMap<>();
        for (int i = 0; i < used; i++) {
            if (values[i] != MISSING) {
                byIndex.put((long) i, values[i]);
            }
        }
        return byIndex;
    }
}
