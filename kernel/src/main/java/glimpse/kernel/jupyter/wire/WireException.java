package glimpse.kernel.jupyter.wire;

import java.io.IOException;

/** The sockets of a connection file cannot be opened; the message says which and why. */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
