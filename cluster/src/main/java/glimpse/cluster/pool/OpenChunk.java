package glimpse.cluster.pool;

import glimpse.gearman.client.SubmittedJob;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chunk that has no result yet, and what has befallen it so far. Belongs to the thread of its map.
 *
 * <p>A job server gives the job of a worker that died to the next one by itself, and tells nobody; by default without end. But each worker
 * says that it begins. So the second beginning of one job means that one worker is dead, and then the server's copy is cancelled: the
 * worker that has it goes on, and its result still arrives, but if that one dies too no third one gets the chunk.
 */
final class OpenChunk {
    /** Workers that may die of one chunk. */
    static final int MAX_DEATHS = 2;

    private static final int MAX_DISCONNECTS = 10;

    private static final int LARGE_BYTES = 16 << 10;

    final int number;
    final long firstIndex;
    final Object[] inputs;
    final int tries;
    int argumentBytes;

    /** The hash by which its inputs are offered; empty if they went with it. */
    String offered = "";

    /** Of its current submission; 0 if it needs none. */
    long permit;

    private final int maxSubmissions;
    private final Set<String> dead = new LinkedHashSet<>();
    private final List<byte[]> resultParts = new ArrayList<>();
    private SubmittedJob job;
    private String worker = "";
    private String warning = "";
    private String reason = "";
    private int attempt;
    private int submissions;
    private int starts;
    private int deaths;
    private int disconnects;
    private boolean cancelled;
    private boolean failSeen;
    private long quietSinceNanos;
    private long submittedNanos;

    /** What to do with the chunk next. */
    enum Next {
        WAIT,
        /** Cancel the server's copy: see the class. */
        CANCEL_JOB,
        SUBMIT,
        GIVE_UP
    }

    /** @param tries how often its elements have been tried before, and failed */
    OpenChunk(int number, long firstIndex, Object[] inputs, int maxRetries, int tries) {
        this.tries = tries;
        this.number = number;
        this.firstIndex = firstIndex;
        this.inputs = inputs;
        this.maxSubmissions = 1 + maxRetries;
    }

    /** Counts a submission; what comes of earlier ones is then out of date, except a result. Returns its number. */
    int submitted(long nowNanos) {
        submissions++;
        job = null;
        worker = "";
        warning = "";
        starts = 0;
        cancelled = false;
        failSeen = false;
        resultParts.clear();
        quietSinceNanos = nowNanos;
        submittedNanos = nowNanos;
        return ++attempt;
    }

    boolean isCurrent(int ofAttempt) {
        return ofAttempt == attempt;
    }

    void created(SubmittedJob createdJob, long nowNanos) {
        job = createdJob;
        quietSinceNanos = nowNanos;
    }

    /** The server's job, once it is known. */
    Optional<SubmittedJob> job() {
        return Optional.ofNullable(job);
    }

    /** A slot begins with it. */
    Next started(String byWorker, long nowNanos) {
        quietSinceNanos = nowNanos;
        resultParts.clear();
        if (++starts > 1) {
            died(worker);
        }
        worker = byWorker;
        if (starts == 1 || cancelled) {
            return Next.WAIT;
        }
        cancelled = true;
        return Next.CANCEL_JOB;
    }

    /** Takes a part of its results, which come in order; one that is not the next is passed over, and missed at the end. */
    void resultPart(int partNumber, byte[] bytes) {
        if (partNumber == resultParts.size()) {
            resultParts.add(bytes);
        }
    }

    /** The parts of its results so far. */
    List<byte[]> resultParts() {
        return resultParts;
    }

    /** The slot says why it cannot do it; the failure follows. */
    void warned(String why) {
        warning = why;
    }

    /** The server, or a worker, gave it up; after our own cancellation that is only the answer to it. */
    Next failed() {
        if (cancelled && !failSeen) {
            failSeen = true;
            return Next.WAIT;
        }
        if (starts > 0 && warning.isEmpty()) {
            died(worker);
        }
        return again(warning.isEmpty() ? "the job server dropped its job" : warning);
    }

    /** The connection to the job server was lost, and with it the job. */
    Next disconnected(String why) {
        disconnects++;
        if (disconnects >= MAX_DISCONNECTS) {
            reason = why + " (" + disconnects + " times)" + sizeHint();
            return Next.GIVE_UP;
        }
        submissions--;
        return Next.SUBMIT;
    }

    /** A job server closes the connection over a packet that is too large for it, and is seldom heard saying why. */
    private String sizeHint() {
        return offered.isEmpty() && argumentBytes > LARGE_BYTES
                ? "; its inputs have " + argumentBytes + " bytes: if the job server takes only smaller packets, set"
                        + " max_packet_size in [client] of config.ini to its limit, and larger ones go in parts"
                : "";
    }

    /** The server did not take the job. */
    Next refused(String why) {
        return again(why);
    }

    /** Whether it is time to ask the server whether it still has the job. */
    boolean isQuiet(long nowNanos, long forNanos) {
        return job != null && nowNanos - quietSinceNanos >= forNanos;
    }

    /** The server's answer to that question. */
    Next status(boolean known, boolean running, long nowNanos) {
        quietSinceNanos = nowNanos;
        if (cancelled && !(known && running)) {
            died(worker);
            return again("the job server dropped its job");
        }
        return known ? Next.WAIT : again("the job server no longer knows its job");
    }

    /** Its worker is out of reach, and the server waits for it all the same. */
    Next vanished() {
        if (!worker.isEmpty()) {
            died(worker);
        }
        return again("its worker is out of reach");
    }

    /** When it was submitted last. */
    long submittedNanos() {
        return submittedNanos;
    }

    private void died(String who) {
        deaths++;
        if (!who.isEmpty()) {
            dead.add(who);
        }
    }

    private Next again(String why) {
        reason = why;
        return deaths >= MAX_DEATHS || submissions >= maxSubmissions ? Next.GIVE_UP : Next.SUBMIT;
    }

    /** Why it was given up, for the user. */
    String obituary() {
        String inputsText = inputs.length == 1
                ? "this input"
                : "a chunk with the inputs " + firstIndex + " to " + (firstIndex + inputs.length - 1);
        if (deaths >= MAX_DEATHS) {
            return deaths + " workers died while they ran " + inputsText + " (" + String.join(", ", dead)
                    + "); it is not given to another";
        }
        return inputsText + " got no result in " + submissions + " attempts: " + reason;
    }

    String worker() {
        return worker;
    }
}
