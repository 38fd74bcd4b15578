package glimpse.server.job;

import glimpse.gearman.packet.Priority;
import glimpse.server.job.Submission.Mode;

/** The packets that make jobs. */
final class Submissions {
    private final Functions functions;
    private final JobTable jobs;
    private final JobLife life;
    private final Persistence persistence;
    private int lastNumber;

    Submissions(Functions functions, JobTable jobs, JobLife life, Persistence persistence) {
        this.functions = functions;
        this.jobs = jobs;
        this.life = life;
        this.persistence = persistence;
    }

    void submitJob(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.NORMAL, Mode.FOREGROUND));
    }

    void submitJobBg(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.NORMAL, Mode.BACKGROUND));
    }

    void submitJobHigh(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.HIGH, Mode.FOREGROUND));
    }

    void submitJobHighBg(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.HIGH, Mode.BACKGROUND));
    }

    void submitJobLow(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.LOW, Mode.FOREGROUND));
    }

    void submitJobLowBg(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.LOW, Mode.BACKGROUND));
    }

    /** A background job that may run from the second {@code when} of 1970 on, decimal. */
    void submitJobEpoch(Peer client, Bytes function, Bytes unique, Bytes when, Bytes workload) {
        long second = Numbers.saturating(when);
        if (second == Long.MAX_VALUE || second == Long.MIN_VALUE) {
            client.answers.error(ErrorText.NOT_A_NUMBER);
            return;
        }
        submit(
                client,
                new Submission(
                        function, unique, workload, Priority.NORMAL, Mode.BACKGROUND, Math.max(0, second), null));
    }

    void submitReduceJob(Peer client, Bytes function, Bytes unique, Bytes reducer, Bytes workload) {
        submitReduce(client, function, unique, reducer, workload, Mode.FOREGROUND);
    }

    void submitReduceJobBackground(Peer client, Bytes function, Bytes unique, Bytes reducer, Bytes workload) {
        submitReduce(client, function, unique, reducer, workload, Mode.BACKGROUND);
    }

    private void submitReduce(Peer client, Bytes function, Bytes unique, Bytes reducer, Bytes workload, Mode mode) {
        if (reducer.length() > Uniques.MAX_LENGTH) {
            client.answers.error(ErrorText.UNIQUE_TOO_LARGE);
            return;
        }
        Bytes named = reducer.length() == 0 ? null : reducer.copy();
        submit(client, new Submission(function, unique, workload, Priority.NORMAL, mode, 0, named));
    }

    /** Makes a job, or joins the one that is there for the same unique, and answers JOB_CREATED. */
    void submit(Peer client, Submission submission) {
        if (submission.unique().length() > Uniques.MAX_LENGTH) {
            client.answers.error(ErrorText.UNIQUE_TOO_LARGE);
            return;
        }
        JobFunction function = functions.of(submission.function());
        int number = nextNumber();
        int uniqueHash = Uniques.hash(submission.unique(), submission.workload(), number);
        Job job = jobs.toJoin(function, submission, uniqueHash);
        if (job == null) {
            int limit = function.maxQueue[submission.priority().number()];
            if (limit > 0 && function.total >= limit) {
                client.answers.error(ErrorText.QUEUE_FULL);
                return;
            }
            job = new Job(number, function, submission, uniqueHash);
            lastNumber = number;
            life.begin(job);
        }
        if (submission.mode() == Mode.BACKGROUND) {
            job.background = true;
            persistence.add(job);
            persistence.created(client, job);
            return;
        }
        client.attach(job);
        if (job.place == Job.Place.STORING) {
            persistence.created(client, job);
        } else {
            client.answers.jobCreated(job);
        }
    }

    /** Takes up a job that was stored; null if it would join another. */
    Job replay(Submission submission) {
        JobFunction function = functions.of(submission.function());
        int number = nextNumber();
        int uniqueHash = Uniques.hash(submission.unique(), submission.workload(), number);
        if (jobs.toJoin(function, submission, uniqueHash) != null) {
            return null;
        }
        Job job = new Job(number, function, submission, uniqueHash);
        lastNumber = number;
        job.stored = persistence.isActive();
        life.begin(job);
        return job;
    }

    /** The next number that no job has; numbers are used again only after all 2^32 - 1 of them. */
    private int nextNumber() {
        int number = lastNumber + 1;
        while (number == 0 || jobs.byNumber(number) != null) {
            number++;
        }
        return number;
    }
}
