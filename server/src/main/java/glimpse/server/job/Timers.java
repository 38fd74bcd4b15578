package glimpse.server.job;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What happens by itself: scheduled jobs become due, jobs that run too long are taken from their workers. */
final class Timers {
    private final TreeSet<Job> scheduled =
            new TreeSet<>(Comparator.<Job>comparingLong(j -> j.when).thenComparingLong(j -> j.sequence));
    private final TreeSet<Peer> timed = new TreeSet<>();
    private final Consumer<Job> due;
    private final Consumer<Job> tooLate;

    private long nowMillis;
    private long epochMillis;

    /**
     * @param due is handed each scheduled job in its second
     * @param tooLate is handed each job whose worker's time is up
     */
    Timers(Consumer<Job> due, Consumer<Job> tooLate) {
        this.due = due;
        this.tooLate = tooLate;
    }

    void tick(long newNowMillis, long newEpochMillis) {
        nowMillis = newNowMillis;
        epochMillis = newEpochMillis;
        while (!scheduled.isEmpty() && !isInFuture(scheduled.first().when)) {
            due.accept(scheduled.pollFirst());
        }
        while (!timed.isEmpty() && timed.first().deadlineMillis <= nowMillis) {
            Job job = timed.first().timedJob;
            disarm(timed.first());
            tooLate.accept(job);
        }
    }

    /** The clock in tenths of seconds, which fits for six years. */
    int nowTenths() {
        return (int) (nowMillis / 100);
    }

    boolean isInFuture(long epochSecond) {
        return epochSecond > epochMillis / 1000;
    }

    /** Milliseconds until the next call of {@link #tick} has something to do; Long.MAX_VALUE if there is nothing to wait for. */
    long waitMillis() {
        long wait = Long.MAX_VALUE;
        if (!scheduled.isEmpty()) {
            long seconds = Math.min(scheduled.first().when - epochMillis / 1000, 1L << 32);
            wait = Math.max(0, seconds * 1000 - epochMillis % 1000);
        }
        if (!timed.isEmpty()) {
            wait = Math.min(wait, Math.max(0, timed.first().deadlineMillis - nowMillis));
        }
        return wait;
    }

    void schedule(Job job) {
        job.place = Job.Place.SCHEDULED;
        scheduled.add(job);
    }

    void unschedule(Job job) {
        scheduled.remove(job);
        job.place = Job.Place.NOWHERE;
    }

    /** Starts the worker's one timer for a job; with 0 it only stops the timer that runs for an earlier one. */
    void arm(Peer worker, Job job, long timeoutMillis) {
        disarm(worker);
        if (timeoutMillis > 0) {
            worker.timedJob = job;
            worker.deadlineMillis = nowMillis + Math.min(timeoutMillis, 1L << 52);
            timed.add(worker);
        }
    }

    void disarm(Peer worker) {
        if (worker.timedJob != null) {
            timed.remove(worker);
            worker.timedJob = null;
        }
    }
}
