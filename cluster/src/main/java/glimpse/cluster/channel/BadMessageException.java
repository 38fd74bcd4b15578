package glimpse.cluster.channel;

/** A message that is refused: wrong frames, a wrong signature, or a header that cannot be read. */
final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    BadMessageException(String message) {
        super(message);
    }
}
