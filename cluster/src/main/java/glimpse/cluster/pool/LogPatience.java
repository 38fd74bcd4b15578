package glimpse.cluster.pool;

import java.util.concurrent.TimeUnit;

/**
 * How long the end of a map waits for lines that its tasks have printed and that have not come: as long as they keep coming, and a while after the
 * last. A pool that lines do not reach at all waits that while once; until a line comes again, its maps hardly wait. Any thread.
 */
final class LogPatience {
    /** A worker JVM on a busy machine may take seconds for its first line; its connection may be on its way. */
    private static final long WHILE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long AFTER_A_LOSS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile long whileNanos = WHILE_NANOS;

    /** Lines have come. */
    void came() {
        whileNanos = WHILE_NANOS;
    }

    /** Lines were given up. */
    void gaveUp() {
        whileNanos = AFTER_A_LOSS_NANOS;
    }

    /** Tells whether to go on waiting, where the last lines came, or the waiting began, at the time {@code sinceNanos}. */
    boolean mayWait(long sinceNanos, long nowNanos) {
        return nowNanos - sinceNanos < whileNanos;
    }
}
