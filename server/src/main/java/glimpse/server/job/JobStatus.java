package glimpse.server.job;

/**
 * What STATUS_RES and STATUS_RES_UNIQUE tell of a job.
 *
 * @param numerator unsigned
 * @param denominator unsigned
 * @param clients how often clients are attached to it
 */
public record JobStatus(boolean known, boolean running, int numerator, int denominator, int clients) {
    static final JobStatus UNKNOWN = new JobStatus(false, false, 0, 0, 0);

    static JobStatus of(Job job) {
        return job == null
                ? UNKNOWN
                : new JobStatus(
                        true, job.place == Job.Place.RUNNING, job.numerator, job.denominator, job.attachmentCount());
    }
}
