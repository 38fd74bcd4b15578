package glimpse.kernel.jupyter;

/** A request whose content cannot be understood: the client's fault, and it is told so. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message);
    }
}
