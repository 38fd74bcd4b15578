package glimpse.cluster.pool;

import java.util.Locale;

/**
 * How far detached work is.
 *
 * @param state in one word
 * @param elements in all
 * @param done elements that have their value or their error
 * @param failures of {@code done}, those with an error
 * @param chunks in all
 * @param running chunks that a worker has begun with and not ended
 */
public record SubmissionProgress(State state, long elements, long done, long failures, int chunks, int running) {

    /** What there is to expect. */
    public enum State {
        /** No worker has begun. */
        WAITING,
        RUNNING,
        /** Everything has its value or its error. */
        DONE,
        /** Cancelled before it was done: what has not begun will not. */
        CANCELLED
    }

    @Override
    public String toString() {
        return state.name().toLowerCase(Locale.ROOT) + ", " + done + " of " + elements + " elements done"
                + (failures == 0 ? "" : ", " + failures + " failed")
                + (running == 0 ? "" : ", " + running + (running == 1 ? " chunk runs" : " chunks run"));
    }
}
