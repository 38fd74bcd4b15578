package glimpse.cluster.function;

/** A Gearman function failed, or could not be called; the message names it and says why. */
public final class FunctionFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FunctionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
