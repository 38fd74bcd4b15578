package glimpse.kernel.dependency;

/** Libraries that no repository gave: the message says which, and why. */
public final class UnresolvedException extends Exception {
    private static final long serialVersionUID = 1;

    UnresolvedException(String message, Throwable cause) {
        super(message, cause);
    }
}
