package glimpse.cluster.pool;

import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.security.Refusals;
import glimpse.cluster.task.PayloadException;
import glimpse.cluster.task.Permit;
import glimpse.cluster.task.PermitRequest;
import glimpse.gearman.packet.JobHandle;
import glimpse.gearman.worker.GrabbedJob;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which chunks may be run, and as which jobs. Each submission of a chunk has a permit of its own, a random number that is under the chunk's seal;
 * whoever is given the chunk asks by it. So a chunk that was recorded on its way and is submitted by somebody else does not run: its
 * submission is over, or its job is another. Any thread.
 */
final class Permits {
    /** The job server says what it calls a job before it gives it to a worker; here that may arrive after the worker's question. */
    private static final long HANDLE_SECONDS = 5;

    private final ClusterKey key;
    private final boolean areNeeded;
    private final SecureRandom random = new SecureRandom();
    private final Refusals refusals = new Refusals("glimpse_permit");
    private final Map<Long, Issued> open = new ConcurrentHashMap<>();

    /** A permit of which use can be made. */
    private static final class Issued {
        final CompletableFuture<JobHandle> job = new CompletableFuture<>();
        private int uses;

        /** The job server gives a chunk on when its worker has died, but not for ever. */
        synchronized boolean use() {
            return uses++ < OpenChunk.MAX_DEATHS;
        }
    }

    /** @param areNeeded whether chunks need one at all */
    Permits(ClusterKey key, boolean areNeeded) {
        this.key = key;
        this.areNeeded = areNeeded;
    }

    boolean areNeeded() {
        return areNeeded;
    }

    /** A new one, for one submission; 0 where none are needed. */
    long issue() {
        if (!areNeeded) {
            return 0;
        }
        long permit = random.nextLong();
        return permit != 0 && open.putIfAbsent(permit, new Issued()) == null ? permit : issue();
    }

    /** The submission is this job. */
    void created(long permit, JobHandle job) {
        Issued issued = open.get(permit);
        if (issued != null) {
            issued.job.complete(job);
        }
    }

    /** The submission is over. */
    void withdraw(long permit) {
        open.remove(permit);
    }

    /** Answers a worker. */
    void answer(GrabbedJob job) throws InterruptedException {
        try {
            PermitRequest request = PermitRequest.decode(key.open(job.workload()));
            Permit permit = new Permit(request.nonce(), refusal(request));
            job.complete(key.seal(permit.encode()));
        } catch (ForgedPayloadException | PayloadException e) {
            refusals.refused(e.getMessage());
            job.fail();
        }
    }

    private String refusal(PermitRequest request) throws InterruptedException {
        Issued issued = open.get(request.permit());
        if (issued == null) {
            return "its front end does not wait for it (any more)";
        }
        try {
            JobHandle job = issued.job.get(HANDLE_SECONDS, TimeUnit.SECONDS);
            if (!job.value().equals(request.handle())) {
                return "its front end has submitted it as " + job + ", not as " + request.handle();
            }
        } catch (TimeoutException | ExecutionException e) {
            return "its front end does not know yet as which job";
        }
        return issued.use() ? "" : OpenChunk.MAX_DEATHS + " workers have begun with it";
    }
}
