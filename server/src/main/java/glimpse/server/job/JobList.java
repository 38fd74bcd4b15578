package glimpse.server.job;

/** A doubly linked list through the jobs' own links; a job is in one such list at most. */
final class JobList {
    private Job first;
    private Job last;

    boolean isEmpty() {
        return first == null;
    }

    /** The first job, or null. */
    Job first() {
        return first;
    }

    void addLast(Job job) {
        job.previous = last;
        job.next = null;
        if (last == null) {
            first = job;
        } else {
            last.next = job;
        }
        last = job;
    }

    void addFirst(Job job) {
        job.previous = null;
        job.next = first;
        if (first == null) {
            last = job;
        } else {
            first.previous = job;
        }
        first = job;
    }

    void remove(Job job) {
        if (job.previous == null) {
            first = job.next;
        } else {
            job.previous.next = job.next;
        }
        if (job.next == null) {
            last = job.previous;
        } else {
            job.next.previous = job.previous;
        }
        job.previous = null;
        job.next = null;
    }
}
