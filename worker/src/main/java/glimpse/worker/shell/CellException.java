package glimpse.worker.shell;

/** A cell does not compile or has thrown; the message is what the shell says of it. */
public final class CellException extends Exception {
    private static final long serialVersionUID = 1L;

    CellException(String message) {
        super(message, null, false, false);
    }
}
