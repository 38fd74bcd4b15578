package glimpse.server.store;

import java.util.concurrent.atomic.AtomicLong;

/** Counts of what a store did, for the status page and the metrics. The store's thread counts, any thread reads. */
public final class StoreFigures {
    private final AtomicLong groups = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong forgotten = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong recoveries = new AtomicLong();
    private volatile boolean works = true;

    /** A group is durable. */
    void wrote(Group group) {
        groups.incrementAndGet();
        written.addAndGet(group.added().size() - group.refused().size());
        forgotten.addAndGet(group.done().size());
        refused.addAndGet(group.refused().size());
        if (!works) {
            works = true;
            recoveries.incrementAndGet();
        }
    }

    /** The engine did not take a group at the first or second try. */
    void failed() {
        failures.incrementAndGet();
    }

    /** The engine is away, and so many jobs are refused. */
    void isAway(int jobs) {
        works = false;
        refused.addAndGet(jobs);
    }

    /** Whether the last group was written. */
    public boolean works() {
        return works;
    }

    /** Commits. */
    public long groups() {
        return groups.get();
    }

    /** Records written. */
    public long written() {
        return written.get();
    }

    /** Records that were to be removed. */
    public long forgotten() {
        return forgotten.get();
    }

    /** Jobs that got QUEUE_ERROR. */
    public long refused() {
        return refused.get();
    }

    /** Tries to write a group that failed. */
    public long failures() {
        return failures.get();
    }

    /** How often it worked again after it had not. */
    public long recoveries() {
        return recoveries.get();
    }
}
