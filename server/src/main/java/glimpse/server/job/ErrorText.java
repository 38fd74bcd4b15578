package glimpse.server.job;

/** All ERROR packets: code and text. */
public enum ErrorText {
    REQUEST_MAGIC("INVALID_MAGIC", "Request magic expected"),
    COMMAND("INVALID_COMMAND", "Command not expected"),
    UNIQUE_TOO_LARGE("ARGUMENT_TOO_LARGE", "Unique value too large"),
    QUEUE_FULL("QUEUE_ERROR", "Job queue is full"),
    STORE("QUEUE_ERROR", "QUEUE_ERROR"),
    OPTION("UNKNOWN_OPTION", "Server does not recognize given option"),
    NO_SUCH_JOB("JOB_NOT_FOUND", "Job does not exist on server"),
    NO_SUCH_JOB_FOR_RESULT("JOB_NOT_FOUND", "Job given in work result not found"),
    NO_SUCH_JOB_FOR_EXCEPTION("JOB_NOT_FOUND", "An exception was received for a job that does not exist"),
    NOT_A_NUMBER("INVALID_ARGUMENT", "Number expected");

    private final String code;
    private final String text;

    ErrorText(String code, String text) {
        this.code = code;
        this.text = text;
    }

    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
