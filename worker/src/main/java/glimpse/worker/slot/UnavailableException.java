package glimpse.worker.slot;

import java.io.IOException;

/** What a chunk needs cannot be had from its front end; says what and why. */
final class UnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
        super(message);
    }

    UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
