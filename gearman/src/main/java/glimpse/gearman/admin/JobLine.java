package glimpse.gearman.admin;

import glimpse.gearman.packet.JobHandle;

/**
 * A line of {@code show jobs}.
 *
 * @param handle the job
 * @param retries failed attempts so far
 * @param ignored whether it was cancelled, or its last client left
 * @param queued whether it is a background job
 */
public record JobLine(JobHandle handle, long retries, boolean ignored, boolean queued) {
    static JobLine parse(Columns columns) {
        return new JobLine(
                new JobHandle(columns.text(0, 3)),
                columns.number(-3),
                columns.number(-2) != 0,
                columns.number(-1) != 0);
    }
}
