package glimpse.gearman.connection;

import java.time.Duration;

/** The pauses between attempts to connect: doubling from a first to a longest, from the first again after a success. One thread's. */
public final class Backoff {
    private final long firstMillis;
    private final long longestMillis;
    private long nextMillis;

    public Backoff(Duration first, Duration longest) {
        this.firstMillis = Math.max(1, first.toMillis());
        this.longestMillis = Math.max(firstMillis, longest.toMillis());
        this.nextMillis = firstMillis;
    }

    /** How long to wait after one more failure, in milliseconds. */
    public long afterFailureMillis() {
        long pause = nextMillis;
        nextMillis = Math.min(longestMillis, 2 * nextMillis);
        return pause;
    }

    /** Notes that a connection stood. */
    public void succeeded() {
        nextMillis = firstMillis;
    }
}
