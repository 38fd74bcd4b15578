package glimpse.cluster.closure.runtime;

/**
 * Thrown inside a task whose {@link CancelToken} was cancelled. An error, so that a task's {@code catch (Exception e)} does not stop it;
 * a {@code catch (Throwable t)} in a loop meets the next one at its next turn.
 */
public final class Cancelled extends Error {
    private static final long serialVersionUID = 1;

    public Cancelled() {
        super("cancelled", null, false, false);
    }
}
