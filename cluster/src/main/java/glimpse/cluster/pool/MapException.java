package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Elements of a map failed. Shows the first failure in the order of the input: the user's exception, its input, its place, its worker;
 * and has all the others, and the results of those that succeeded.
 */
public final class MapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Failure> failures;
    private final transient SortedMap<Long, Object> resultsByIndex;

    /**
     * @param failures in the order of the input, at least one
     * @param failed how many failed, also those whose details were not kept
     * @param resultsByIndex of the elements that succeeded
     */
    MapException(List<Failure> failures, long failed, SortedMap<Long, Object> resultsByIndex) {
        super(message(failures, failed, resultsByIndex.size()), failures.get(0).exception());
        this.failures = List.copyOf(failures);
        this.resultsByIndex = resultsByIndex;
    }

    private static String message(List<Failure> failures, long failed, int succeeded) {
        Failure first = failures.get(0);
        StringBuilder text = new StringBuilder(first.exception().toString())
                .append("\n  input ")
                .append(first.inputText())
                .append(" at index ")
                .append(first.index());
        first.where().ifPresent(where -> text.append(", ").append(where));
        if (!first.worker().isEmpty()) {
            text.append(", worker ").append(first.worker());
        }
        text.append("\n  ")
                .append(others(failed - 1))
                .append(", ")
                .append(succeeded)
                .append(" succeeded");
        text.append(succeeded == 0 ? "" : ": results() has them");
        if (failed > 1) {
            FailureTable.lines(failures, failed)
                    .forEach(line -> text.append('\n').append(line));
        }
        return text.toString();
    }

    private static String others(long count) {
        return count == 0 ? "no other failed" : count == 1 ? "1 other failed" : count + " others failed";
    }

    /** The failures, in the order of the input; the details of at most {@value Failures#MAX_KEPT} are kept. */
    public List<Failure> failures() {
        return failures == null ? List.of() : failures;
    }

    /** The results of the elements that succeeded, in the order of the input. */
    public List<Object> results() {
        return resultsByIndex == null ? List.of() : new ArrayList<>(resultsByIndex.values());
    }

    /** The results of the elements that succeeded, by the index of the input. */
    public SortedMap<Long, Object> resultsByIndex() {
        return resultsByIndex == null ? Collections.emptySortedMap() : resultsByIndex;
    }

    /** The message alone, which begins with the user's exception. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message itself is to begin with another exception's name
    public String toString() {
        return getMessage();
    }
}
