package glimpse.gearman.client;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A job that its worker ended with WORK_FAIL or WORK_EXCEPTION; for callers of {@link GearmanClient#run}. */
public final class JobFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient byte[] exception;

    JobFailedException(String function) {
        super(function + " failed");
        this.exception = new byte[0];
    }

    JobFailedException(String function, byte[] exception) {
        super(function + " failed: " + new String(exception, UTF_8));
        this.exception = exception;
    }

    /** What the worker sent as its exception; empty if it sent none. */
    public byte[] exception() {
        return exception == null ? new byte[0] : exception.clone();
    }
}
