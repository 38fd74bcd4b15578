package glimpse.gearman.packet;

import java.io.IOException;

/** Bytes that are no packet: where the next one begins is unknown, so the connection has to be closed. */
public final class FramingException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param message what was found and what was expected */
    public FramingException(String message) {
        super(message);
    }
}
