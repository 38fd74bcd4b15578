package glimpse.server.store;

import glimpse.gearman.packet.Priority;
import glimpse.server.job.Bytes;

/**
 * A job as a store has it.
 *
 * @param when second of 1970 at which it may run, 0 for at once
 */
public record StoredJob(JobKey key, Priority priority, long when, Bytes workload) {

    /** The priority of a number; normal for one that there is not. */
    public static Priority priority(long number) {
        Priority[] all = Priority.values();
        return number >= 0 && number < all.length ? all[(int) number] : Priority.NORMAL;
    }
}
