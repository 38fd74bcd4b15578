package glimpse.server.command;

/** A word on the command line or in the config file that cannot be; the message is for the user. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
