package glimpse.server.store;

import glimpse.server.job.Submission;

/** From a job as it was kept to the submission that makes it anew. */
final class Replay {
    private Replay() {}

    static Submission submission(StoredJob job) {
        return new Submission(
                job.key().function(),
                NamelessKeys.unique(job.key().unique()),
                job.workload(),
                job.priority(),
                Submission.Mode.BACKGROUND,
                job.when(),
                null);
    }
}
