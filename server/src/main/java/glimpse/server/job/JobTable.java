package glimpse.server.job;

/**
 * All live jobs, found by number and by unique. Two hash tables with chains through the jobs' own links, so that a job costs two
 * references here. A chain begins with the newest job.
 */
final class JobTable {
    private Job[] byNumber;
    private Job[] byUnique;
    private int count;

    /** @param buckets how many jobs there is room for before the tables grow, 1 to 2^28; taken up to a power of two */
    JobTable(int buckets) {
        int size = Math.max(1024, Integer.highestOneBit(2 * buckets - 1));
        byNumber = new Job[size];
        byUnique = new Job[size];
    }

    int count() {
        return count;
    }

    void add(Job job) {
        if (count >= byNumber.length) {
            grow();
        }
        count++;
        link(job);
    }

    private void link(Job job) {
        int n = slotOfNumber(job.number);
        job.nextOfNumber = byNumber[n];
        byNumber[n] = job;
        int u = job.uniqueHash & (byUnique.length - 1);
        job.nextOfUnique = byUnique[u];
        byUnique[u] = job;
    }

    private int slotOfNumber(int number) {
        return number & (byNumber.length - 1);
    }

    /** Doubles the tables; jobs are linked again oldest first, so that chains stay newest first. */
    private void grow() {
        Job[] old = byUnique;
        byNumber = new Job[2 * old.length];
        byUnique = new Job[2 * old.length];
        for (Job chain : old) {
            Job reversed = null;
            for (Job job = chain, next; job != null; job = next) {
                next = job.nextOfUnique;
                job.nextOfUnique = reversed;
                reversed = job;
            }
            for (Job job = reversed, next; job != null; job = next) {
                next = job.nextOfUnique;
                link(job);
            }
        }
    }

    void remove(Job job) {
        count--;
        int n = slotOfNumber(job.number);
        if (byNumber[n] == job) {
            byNumber[n] = job.nextOfNumber;
        } else {
            Job before = byNumber[n];
            while (before.nextOfNumber != job) {
                before = before.nextOfNumber;
            }
            before.nextOfNumber = job.nextOfNumber;
        }
        int u = job.uniqueHash & (byUnique.length - 1);
        if (byUnique[u] == job) {
            byUnique[u] = job.nextOfUnique;
        } else {
            Job before = byUnique[u];
            while (before.nextOfUnique != job) {
                before = before.nextOfUnique;
            }
            before.nextOfUnique = job.nextOfUnique;
        }
    }

    /** The job of a number, or null. */
    Job byNumber(int number) {
        Job job = byNumber[slotOfNumber(number)];
        while (job != null && job.number != number) {
            job = job.nextOfNumber;
        }
        return job;
    }

    /** The newest job of a unique in any function, or null. */
    Job byUnique(Bytes unique) {
        Job job = byUnique[unique.hashCode() & (byUnique.length - 1)];
        while (job != null && !job.hasUnique(unique)) {
            job = job.nextOfUnique;
        }
        return job;
    }

    /** Whether there is a job of a function and a unique that the store has, or is being asked to keep. */
    boolean hasStored(JobFunction function, Bytes unique) {
        int hash = unique.hashCode();
        Job job = byUnique[hash & (byUnique.length - 1)];
        while (job != null && !(job.stored && job.function == function && job.hasUnique(unique))) {
            job = job.nextOfUnique;
        }
        return job != null;
    }

    /** The job of the same function that a submission with this hash joins, or null. */
    Job toJoin(JobFunction function, Submission submission, int uniqueHash) {
        if (!Uniques.canJoin(submission.unique(), submission.workload())) {
            return null;
        }
        Job job = byUnique[uniqueHash & (byUnique.length - 1)];
        while (job != null && !joins(job, function, submission, uniqueHash)) {
            job = job.nextOfUnique;
        }
        return job;
    }

    private static boolean joins(Job job, JobFunction function, Submission submission, int uniqueHash) {
        return job.uniqueHash == uniqueHash
                && job.function == function
                && !job.cancelled
                && job.hasUnique(submission.unique())
                && (!Uniques.isDash(submission.unique()) || job.workload().equals(submission.workload()));
    }

    /** All jobs, in no order. */
    Job[] all() {
        Job[] all = new Job[count];
        int i = 0;
        for (Job chain : byNumber) {
            for (Job job = chain; job != null; job = job.nextOfNumber) {
                all[i++] = job;
            }
        }
        return all;
    }
}
