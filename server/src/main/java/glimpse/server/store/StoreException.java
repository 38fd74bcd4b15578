package glimpse.server.store;

import java.io.IOException;

/** An engine that cannot be reached, or does not work. Begins with the engine's name. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    public StoreException(String engine, String message) {
        super(engine + ": " + message);
    }

    public StoreException(String engine, Throwable cause) {
        super(engine + ": " + firstLine(cause), cause);
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.toString()
                : message.strip().lines().findFirst().orElse(cause.toString());
    }
}
