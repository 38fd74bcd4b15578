package glimpse.server.job;

/** A function by name: its three queues, who can do it, who sleeps for it. */
final class JobFunction {
    private static final int NO_PRIORITY = ReadyFunctions.NO_PRIORITY;

    final Bytes name;
    private final JobQueue[] queues = {new JobQueue(), new JobQueue(), new JobQueue()};
    /** Jobs that wait, scheduled ones included, by priority. */
    final int[] waiting = new int[NO_PRIORITY];
    /** The most jobs that the function may hold when one of a priority is to be added; 0 is no limit. */
    final int[] maxQueue = new int[NO_PRIORITY];

    private final ReadyFunctions readyFunctions;
    /** Bit n is set while the queue of priority n has a job. */
    private int ready;

    // Since the function became known.
    long submitted;
    long completed;
    long failed;
    long requeued;

    int total;
    int running;
    int registrations;
    private Registration firstSleeper;
    private Registration lastSleeper;

    JobFunction(Bytes name, ReadyFunctions readyFunctions) {
        this.name = name;
        this.readyFunctions = readyFunctions;
    }

    /** Number of the highest priority that has a job for a worker, {@link #hasReady} if none. */
    int topPriority() {
        return Integer.numberOfTrailingZeros(ready | 1 << NO_PRIORITY);
    }

    /** Whether it has no job, no worker and no limit. */
    boolean isUnused() {
        return total == 0 && registrations == 0 && maxQueue[0] + maxQueue[1] + maxQueue[2] == 0;
    }

    boolean hasReady() {
        return ready != 0;
    }

    void enqueue(Job job) {
        queues[job.priority.number()].add(job);
        setReady(job.priority.number());
    }

    void enqueueDue(Job job) {
        queues[job.priority.number()].addDue(job);
        setReady(job.priority.number());
    }

    private void setReady(int priority) {
        if ((ready & 1 << priority) == 0) {
            ready |= 1 << priority;
            readyFunctions.added(priority);
        }
    }

    void dequeue(Job job) {
        JobQueue queue = queues[job.priority.number()];
        queue.remove(job);
        if (queue.isEmpty()) {
            ready &= ~(1 << job.priority.number());
            readyFunctions.removed(job.priority.number());
        }
    }

    /** The next job of the highest priority; there has to be one. */
    Job firstReady() {
        return queues[topPriority()].first();
    }

    /** The registration of the peer that has slept longest for this function, or null. */
    Registration firstSleeper() {
        return firstSleeper;
    }

    void addSleeper(Registration r) {
        r.previousSleeper = lastSleeper;
        r.nextSleeper = null;
        if (lastSleeper == null) {
            firstSleeper = r;
        } else {
            lastSleeper.nextSleeper = r;
        }
        lastSleeper = r;
    }

    void removeSleeper(Registration r) {
        if (r.previousSleeper == null) {
            firstSleeper = r.nextSleeper;
        } else {
            r.previousSleeper.nextSleeper = r.nextSleeper;
        }
        if (r.nextSleeper == null) {
            lastSleeper = r.previousSleeper;
        } else {
            r.nextSleeper.previousSleeper = r.previousSleeper;
        }
        r.previousSleeper = null;
        r.nextSleeper = null;
    }
}
