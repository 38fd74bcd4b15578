package glimpse.server.job;

/**
 * The rules of the {@code unique} argument: empty never joins another job, a dash joins jobs of equal, non-empty data, anything else
 * joins the job with the same unique; always within one function.
 */
final class Uniques {
    static final int MAX_LENGTH = 64;

    private Uniques() {}

    static boolean isDash(Bytes unique) {
        return unique.length() == 1 && unique.at(0) == '-';
    }

    static boolean canJoin(Bytes unique, Bytes workload) {
        return isDash(unique) ? !workload.isEmpty() : !unique.isEmpty();
    }

    /** The hash under which a job is kept; jobs that nobody joins are spread by their number. */
    static int hash(Bytes unique, Bytes workload, int number) {
        if (!canJoin(unique, workload)) {
            return number;
        }
        return isDash(unique) ? workload.hashCode() : unique.hashCode();
    }

    /** Whether GET_STATUS_UNIQUE can find it. */
    static boolean isNamed(Bytes unique) {
        return !unique.isEmpty() && !isDash(unique);
    }
}
