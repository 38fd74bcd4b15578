package glimpse.cluster.pool;

/** The function or an input holds something that cannot travel; the message names it, and the path that leads to it. Nothing was run with it. */
public final class CannotSendException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    CannotSendException(String message, Throwable cause) {
        super(message, cause);
    }
}
