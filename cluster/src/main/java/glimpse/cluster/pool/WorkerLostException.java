package glimpse.cluster.pool;

/** The workers died while they ran the chunk of this element, or it could not be brought to one. */
public final class WorkerLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkerLostException(String message) {
        super(message, null, false, false);
    }
}
