package glimpse.cluster.store;

import java.io.IOException;

/** The store is out of reach, which may pass: its database restarts, or the network to it is down. */
public final class StoreAwayException extends IOException {
    private static final long serialVersionUID = 1L;

    StoreAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
