package glimpse.server.job;

/**
 * What an operator can set about jobs.
 *
 * @param handlePrefix what stands before the colon of a handle
 * @param attempts how often a job may be tried before it is dropped, 0 for without end
 * @param workerWakeup how many sleepers a new job wakes, 0 for all
 * @param buckets how many jobs the tables of jobs are made for; they grow by themselves
 * @param order which of its functions a worker is served first
 * @param exceptions whether peers get WORK_EXCEPTION without having asked
 */
public record JobRules(
        String handlePrefix, int attempts, int workerWakeup, int buckets, Order order, Exceptions exceptions) {

    /** The order in which a worker's functions are looked at. */
    public enum Order {
        /** As the worker announced them. */
        ANNOUNCED,
        /** In turn ({@code --round-robin}). */
        ROUND_ROBIN
    }

    /** Who gets WORK_EXCEPTION. */
    public enum Exceptions {
        ON_REQUEST,
        ALWAYS
    }

    /** The rules of a server started without options. */
    public static JobRules standard(String handlePrefix) {
        return new JobRules(handlePrefix, 0, 0, 991, Order.ANNOUNCED, Exceptions.ON_REQUEST);
    }
}
