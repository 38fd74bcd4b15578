package glimpse.server.job;

import glimpse.gearman.packet.Priority;

/**
 * What a SUBMIT packet asks for.
 *
 * @param when second of 1970 at which the job may run, 0 for at once
 * @param reducer name of the reducing function, or null for a plain job
 */
public record Submission(
        Bytes function, Bytes unique, Bytes workload, Priority priority, Mode mode, long when, Bytes reducer) {

    /** Whether the submitter waits for the result. */
    public enum Mode {
        FOREGROUND,
        BACKGROUND
    }

    /** A job that is neither scheduled nor reduced. */
    public static Submission plain(Bytes function, Bytes unique, Bytes workload, Priority priority, Mode mode) {
        return new Submission(function, unique, workload, priority, mode, 0, null);
    }
}
