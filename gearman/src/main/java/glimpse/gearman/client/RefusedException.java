package glimpse.gearman.client;

import java.io.IOException;

/** A request that the server answered with an ERROR packet. The connection goes on. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final String code;

    RefusedException(String code, String text) {
        super(code + ": " + text);
        this.code = code;
    }

    /** The code on the wire, such as {@code QUEUE_ERROR}. */
    public String code() {
        return code;
    }
}
