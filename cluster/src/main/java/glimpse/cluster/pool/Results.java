package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The results of a map that does not throw, {@code onError} being {@code COLLECT} or {@code SKIP}: a list that knows what failed. */
public final class Results<R> extends ArrayList<R> {
    private static final long serialVersionUID = 1L;

    private final transient List<Failure> failures;
    private final long failed;

    Results(Collection<? extends R> values, List<Failure> failures, long failed) {
        super(values);
        this.failures = failures;
        this.failed = failed;
    }

    /** What failed, in the order of the input; the details of at most {@value Failures#MAX_KEPT} are kept. */
    public List<Failure> failures() {
        return failures == null ? List.of() : failures;
    }

    /** How many elements failed. */
    public long failed() {
        return failed;
    }

    /** The failures as a short table; empty if nothing failed. */
    public String table() {
        return failed == 0 ? "" : String.join("\n", FailureTable.lines(failures(), failed));
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other); // a list like any other
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
