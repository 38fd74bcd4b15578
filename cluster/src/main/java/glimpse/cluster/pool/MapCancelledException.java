package glimpse.cluster.pool;

import java.util.List;
import java.util.concurrent.CancellationException;

/** The map was stopped before its end. */
public final class MapCancelledException extends CancellationException {
    private static final long serialVersionUID = 1L;

    private final transient List<Object> results;

    MapCancelledException(String message, List<Object> results) {
        super(message);
        this.results = results;
    }

    /** What was done by then, in the order of the input. */
    public List<Object> results() {
        return results == null ? List.of() : results;
    }
}
