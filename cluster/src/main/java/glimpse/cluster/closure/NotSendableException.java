package glimpse.cluster.closure;

/** A function or value holds something that cannot travel. The message names it, and the path that leads to it, for the user. */
public class NotSendableException extends Exception {
    private static final long serialVersionUID = 1;

    public NotSendableException(String message) {
        super(message);
    }

    public NotSendableException(String message, Throwable cause) {
        super(message, cause);
    }
}
