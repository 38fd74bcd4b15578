package glimpse.worker.node;

/** The exit statuses of a worker, by which its supervisor (or the original's wrapper script) knows what to do. */
public final class ExitStatus {
    /** Told to quit: not started again. */
    public static final int DONE = 0;

    /** Did not come up: its configuration or its addresses are wrong. */
    public static final int FAILED = 1;

    /** Told to restart: started again. */
    public static final int RESTART = 255;

    private ExitStatus() {}
}
