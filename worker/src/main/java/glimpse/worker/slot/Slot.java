package glimpse.worker.slot;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.NotSendableException;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.closure.runtime.Cancelled;
import glimpse.cluster.closure.runtime.TaskPool;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ChunkDone.End;
import glimpse.cluster.task.ChunkStarted;
import glimpse.cluster.task.PayloadException;
import glimpse.gearman.worker.GrabbedJob;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slot: runs one chunk at a time, from the workload to the result. It is taken by a thread of the Gearman worker, which prepares the
 * chunk, and given back by the thread of the task pool that has run it.
 */
final class Slot {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final Duration HOLD = Duration.ofMillis(400);

    private final Slots slots;
    private final String name;
    private TaskPool pool;

    Slot(Slots slots, String name) {
        this.slots = slots;
        this.name = name;
        this.pool = newPool();
    }

    private TaskPool newPool() {
        return new TaskPool("task " + name, Runtime.getRuntime().availableProcessors());
    }

    /** Takes the job; gives the slot back when it has ended, which may be later. */
    void run(GrabbedJob job) throws InterruptedException {
        boolean runs = false;
        try {
            Chunk chunk = Chunk.decode(slots.key().open(job.workload()));
            runs = begin(job, chunk);
        } catch (ForgedPayloadException | PayloadException e) {
            slots.refusals().refused(job + ": " + e.getMessage());
            giveUp(job, name + " refused the chunk: " + e.getMessage());
        } catch (UnavailableException e) {
            giveUp(job, name + ": " + e.getMessage());
        } finally {
            if (!runs) {
                slots.giveBack(this);
            }
        }
    }

    private boolean begin(GrabbedJob job, Chunk chunk) throws UnavailableException, InterruptedException {
        TaskLog log = new TaskLog(chunk.session(), chunk.map(), chunk.number(), name, slots.publisher(), slots.timer());
        CancelToken token = new CancelToken(log);
        boolean runs = false;
        try {
            if (!slots.maps().begin(chunk.session(), chunk.map(), token)) {
                complete(job, cancelled(chunk, 0));
                return false;
            }
            job.sendData(seal(new ChunkStarted(chunk.map(), chunk.number(), name).encode()));
            LoadedImage image = slots.images().get(chunk.session(), chunk.image());
            awaitReady(job, token);
            pool.start(token, image.classLoader(), () -> run(job, chunk, image, token, log));
            runs = true;
            return true;
        } finally {
            if (!runs) {
                end(chunk, token);
            }
        }
    }

    /**
     * Waits until the start has been sent, so that the front end knows who had the chunk, whatever happens; with a chunk that another
     * worker did not survive, perhaps, a little longer: the front end needs that time to keep the server from giving it to a third. A
     * cancel ends the wait, and so does the end of the slots, which interrupts this thread.
     */
    private static void awaitReady(GrabbedJob job, CancelToken token) throws InterruptedException {
        job.awaitSent();
        if (job.isAgain() && token.awaitCancelled(HOLD)) {
            LOG.debug("{} was cancelled before it began", job);
        }
    }

    private void end(Chunk chunk, CancelToken token) {
        slots.maps().end(chunk.map(), token);
        token.close();
    }

    /** On a thread of the task pool, which an earlier task may have left interrupted. */
    private void run(GrabbedJob job, Chunk chunk, LoadedImage image, CancelToken token, TaskLog log) {
        if (Thread.interrupted() && token.isCancelled()) {
            Thread.currentThread().interrupt();
        }
        try {
            complete(job, done(chunk, image, token, log));
        } catch (Throwable e) {
            LOG.error("{}: a chunk ended in an unexpected way", job, e);
            giveUp(job, name + ": " + e);
        } finally {
            end(chunk, token);
            if (token.isCancelled()) {
                pool = newPool();
            }
            slots.giveBack(this);
        }
    }

    private ChunkDone done(Chunk chunk, LoadedImage image, CancelToken token, TaskLog log) throws NotSendableException {
        long epochMillis = System.currentTimeMillis();
        long startNanos = System.nanoTime();
        Elements elements = new Elements(chunk, image, token);
        try {
            elements.run();
        } catch (Cancelled e) {
            return cancelled(chunk, log.end());
        }
        long durationNanos = System.nanoTime() - startNanos;
        slots.count(durationNanos);
        return new ChunkDone(
                End.DONE,
                chunk.map(),
                chunk.number(),
                name,
                epochMillis,
                durationNanos,
                log.end(),
                elements.errors(),
                elements.writtenValues());
    }

    private ChunkDone cancelled(Chunk chunk, long lines) {
        return new ChunkDone(
                End.CANCELLED,
                chunk.map(),
                chunk.number(),
                name,
                System.currentTimeMillis(),
                0,
                lines,
                List.of(),
                new byte[0]);
    }

    private void complete(GrabbedJob job, ChunkDone done) {
        job.complete(seal(done.encode()));
    }

    private byte[] seal(byte[] payload) {
        return slots.key().seal(payload);
    }

    /** Says why, then fails: the front end gives it to another slot. */
    private static void giveUp(GrabbedJob job, String why) {
        job.sendWarning(why.getBytes(UTF_8));
        job.fail();
    }
}
