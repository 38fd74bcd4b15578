package glimpse.gearman.admin;

import java.io.IOException;

/** A command that the server answered with {@code ERR}, or with what is no answer to it. */
public final class AdminException extends IOException {
    private static final long serialVersionUID = 1;

    AdminException(String command, String answer) {
        super("'" + command + "' answered with '" + answer + "'");
    }
}
