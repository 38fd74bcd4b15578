package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Combines values as they come, neighbours only, so that the operator need not be commutative; an element that failed is passed over. What
 * waits for its neighbours is all that is kept. One thread.
 */
final class Combined implements Outcomes {
    private final BinaryOperator<Object> operator;
    private final TreeMap<Long, Run> runs = new TreeMap<>();

    /** Neighbouring elements as one value, if any of them had one. */
    private record Run(long end, Optional<Value> value) {}

    /** May be null, which an Optional cannot hold. */
    private record Value(Object value) {}

    Combined(BinaryOperator<Object> operator) {
        this.operator = operator;
    }

    @Override
    public void value(long index, Object value) {
        combined(index, 1, value);
    }

    @Override
    public void combined(long firstIndex, long count, Object value) {
        add(firstIndex, new Run(firstIndex + count, Optional.of(new Value(value))));
    }

    @Override
    public void failure(Failure failure) {
        add(failure.index(), new Run(failure.index() + 1, Optional.empty()));
    }

    private void add(long start, Run run) {
        long first = start;
        Run whole = run;
        Map.Entry<Long, Run> before = runs.lowerEntry(start);
        if (before != null && before.getValue().end() == start) {
            first = before.getKey();
            whole = join(before.getValue(), whole);
        }
        Run after = runs.remove(whole.end());
        if (after != null) {
            whole = join(whole, after);
        }
        runs.put(first, whole);
    }

    private Run join(Run left, Run right) {
        if (left.value().isEmpty() || right.value().isEmpty()) {
            return new Run(right.end(), left.value().isEmpty() ? right.value() : left.value());
        }
        Object both =
                operator.apply(left.value().get().value(), right.value().get().value());
        return new Run(right.end(), Optional.of(new Value(both)));
    }

    /** The one value of all; empty if there was none. */
    List<Object> whole() {
        Run all = runs.values().stream().reduce(this::join).orElse(new Run(0, Optional.empty()));
        return all.value().isEmpty()
                ? List.of()
                : Collections.singletonList(all.value().get().value());
    }

    @Override
    public List<Object> present() {
        List<Object> present = new ArrayList<>();
        runs.values().forEach(run -> run.value().ifPresent(value -> present.add(value.value())));
        return present;
    }

    @Override
    public SortedMap<Long, Object> byIndex() {
        SortedMap<Long, Object> byIndex = new TreeMap<>();
        runs.forEach((start, run) -> run.value().ifPresent(value -> byIndex.put(start, value.value())));
        return byIndex;
    }
}
