package glimpse.server.job;

import glimpse.gearman.packet.Priority;
import java.util.Arrays;

/**
 * One job from JOB_CREATED to its last WORK packet. Belongs to the core's thread.
 *
 * <p>Kept small, as there may be millions: unique and workload stand in one array, and the lists a job is in run through its own fields.
 */
public final class Job {
    /** Where a job is. */
    enum Place {
        /** In no list: being made, or gone. */
        NOWHERE,
        /** New, on its way into the store. */
        STORING,
        /** Waits for the second it is due. */
        SCHEDULED,
        /** Waits for a worker, in its turn. */
        QUEUED,
        /** Was scheduled, is due, waits for a worker. */
        DUE,
        /** Assigned to a worker. */
        RUNNING
    }

    final int number;
    final JobFunction function;
    final Priority priority;
    final int uniqueHash;
    private final byte[] body;
    private final int uniqueFrom;
    private final int uniqueLength;
    /** The workload reaches to the end. */
    private final int workloadFrom;

    /** Second of 1970 at which it may run, 0 for at once. */
    final long when;
    /** Name of the reducing function, or null. */
    final Bytes reducer;

    boolean background;
    boolean cancelled;
    /** Whether the store has it, or is being asked to. */
    boolean stored;

    Place place = Place.NOWHERE;
    int retries;
    /** When its worker got it, in tenths of seconds on the clock of {@link JobServer#tick}. */
    int startedTenths;

    int numerator;
    int denominator;
    long sequence;
    Peer worker;
    Attachment attachments;

    // Links of the list that it is in: a queue or its worker's jobs; and of the two tables.
    Job previous;
    Job next;
    Job nextOfNumber;
    Job nextOfUnique;

    Job(int number, JobFunction function, Submission submission, int uniqueHash) {
        this.number = number;
        this.function = function;
        this.priority = submission.priority();
        this.background = submission.mode() == Submission.Mode.BACKGROUND;
        this.when = submission.when();
        this.reducer = submission.reducer();
        this.uniqueHash = uniqueHash;
        Bytes unique = submission.unique();
        Bytes workload = submission.workload();
        this.uniqueLength = unique.length();
        if (isPacketOfItsOwn(unique, workload)) {
            this.body = workload.array();
            this.uniqueFrom = unique.from();
            this.workloadFrom = workload.from();
        } else {
            this.body = new byte[uniqueLength + workload.length()];
            System.arraycopy(unique.array(), unique.from(), body, 0, uniqueLength);
            System.arraycopy(workload.array(), workload.from(), body, uniqueLength, workload.length());
            this.uniqueFrom = 0;
            this.workloadFrom = uniqueLength;
        }
    }

    /** Whether both stand in one array that can be kept as it is: that of a large packet. */
    private static boolean isPacketOfItsOwn(Bytes unique, Bytes workload) {
        byte[] array = workload.array();
        return array == unique.array() && !workload.isLent() && workload.from() + workload.length() == array.length;
    }

    /** What stands after the colon of its handle, unsigned. */
    public int number() {
        return number;
    }

    public Bytes functionName() {
        return function.name;
    }

    public Bytes unique() {
        return Bytes.of(body, uniqueFrom, uniqueFrom + uniqueLength);
    }

    boolean hasUnique(Bytes unique) {
        return Arrays.equals(
                body,
                uniqueFrom,
                uniqueFrom + uniqueLength,
                unique.array(),
                unique.from(),
                unique.from() + unique.length());
    }

    public Bytes workload() {
        return Bytes.of(body, workloadFrom, body.length);
    }

    public Priority priority() {
        return priority;
    }

    /** Second of 1970 at which it may run, 0 for at once. */
    public long when() {
        return when;
    }

    /** Whether it was submitted by SUBMIT_REDUCE_JOB. */
    public boolean hasReducer() {
        return reducer != null;
    }

    /** Name of the reducing function; empty for other jobs. */
    public Bytes reducer() {
        return reducer == null ? Bytes.EMPTY : reducer;
    }

    /** Whether nobody waits for its result. */
    boolean ignored() {
        return cancelled || (!background && attachments == null);
    }

    int attachmentCount() {
        int count = 0;
        for (Attachment a = attachments; a != null; a = a.nextOfJob) {
            count++;
        }
        return count;
    }
}
