package glimpse.server.job;

import java.util.Comparator;
import java.util.TreeSet;

/**
 * The jobs of one function and priority that wait for a worker, first come first served. A scheduled job that becomes due takes the
 * place in the order that it had when it was submitted.
 */
final class JobQueue {
    private final JobList inTurn = new JobList();
    /** Scheduled jobs whose time has come, by their place in the order; null until there is one. */
    private TreeSet<Job> due;

    boolean isEmpty() {
        return inTurn.isEmpty() && (due == null || due.isEmpty());
    }

    void add(Job job) {
        job.place = Job.Place.QUEUED;
        inTurn.addLast(job);
    }

    void addDue(Job job) {
        job.place = Job.Place.DUE;
        if (due == null) {
            due = new TreeSet<>(Comparator.comparingLong(j -> j.sequence));
        }
        due.add(job);
    }

    void remove(Job job) {
        if (job.place == Job.Place.DUE) {
            due.remove(job);
        } else {
            inTurn.remove(job);
        }
        job.place = Job.Place.NOWHERE;
    }

    /** The job whose turn it is; the queue may not be empty. */
    Job first() {
        if (due == null || due.isEmpty()) {
            return inTurn.first();
        }
        Job oldestDue = due.first();
        return inTurn.isEmpty() || oldestDue.sequence < inTurn.first().sequence ? oldestDue : inTurn.first();
    }
}
