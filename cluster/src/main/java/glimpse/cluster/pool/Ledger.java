package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Enters what came of chunks: values and failures where they go, elements that are to be tried again or were not run into new chunks. Each
 * element is entered once. One thread.
 */
final class Ledger {
    private final MapOptions options;
    private final Outcomes outcomes;
    private final Failures failures = new Failures();
    private long elements;

    Ledger(MapOptions options, Outcomes outcomes) {
        this.options = options;
        this.outcomes = outcomes;
    }

    /** Elements of a chunk that have no outcome yet, {@code tries} of their attempts having failed. */
    @SuppressWarnings("ArrayRecordComponent") // the inputs themselves
    record Again(long firstIndex, Object[] inputs, int tries, boolean afterPause) {}

    /** Enters an outcome; returns what is to be submitted again. */
    List<Again> enter(Outcome outcome, OpenChunk chunk) {
        List<Again> again = new ArrayList<>();
        if (outcome.ran() < chunk.inputs.length) {
            again.add(part(chunk, outcome.ran(), chunk.inputs.length, chunk.tries, false));
        }
        if (outcome.combined() && outcome.failures().stream().anyMatch(failure -> isTriedAgain(failure, chunk))) {
            again.add(part(chunk, 0, outcome.ran(), chunk.tries + 1, true)); // its values cannot be told apart
        } else if (outcome.combined() && !outcome.values().isEmpty()) {
            outcomes.combined(chunk.firstIndex, outcome.ran(), outcome.values().get(0));
            outcome.failures().forEach(failures::add);
            elements += outcome.ran();
        } else {
            each(outcome, chunk, again);
        }
        return again;
    }

    private void each(Outcome outcome, OpenChunk chunk, List<Again> again) {
        int nextFailure = 0;
        int nextValue = 0;
        for (int i = 0; i < outcome.ran(); i++) {
            boolean failed = nextFailure < outcome.failures().size()
                    && outcome.failures().get(nextFailure).index() == chunk.firstIndex + i;
            Failure failure = failed ? outcome.failures().get(nextFailure++) : null;
            if (failed && isTriedAgain(failure, chunk)) {
                again.add(part(chunk, i, i + 1, chunk.tries + 1, true));
                continue;
            }
            elements++;
            if (failed) {
                failures.add(failure);
                outcomes.failure(failure);
            } else {
                outcomes.value(chunk.firstIndex + i, outcome.values().get(nextValue++));
            }
        }
    }

    private boolean isTriedAgain(Failure failure, OpenChunk chunk) {
        return !(failure.exception() instanceof WorkerLostException)
                && options.isTriedAgain(failure.exception(), chunk.tries + 1);
    }

    private static Again part(OpenChunk chunk, int from, int to, int tries, boolean afterPause) {
        return new Again(chunk.firstIndex + from, Arrays.copyOfRange(chunk.inputs, from, to), tries, afterPause);
    }

    /** Elements that have been entered. */
    long elements() {
        return elements;
    }

    Failures failures() {
        return failures;
    }

    /** What to throw if an element failed. */
    MapException exception() {
        return new MapException(failures.first(), failures.count(), outcomes.byIndex());
    }
}
