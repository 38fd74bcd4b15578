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
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A slot: runs one chunk at a time, from the workload to the result. Used by one slot thread at a time. */
final class Slot {
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

    /** Runs the job to its end. */
    void run(GrabbedJob job) throws InterruptedException {
        Chunk chunk;
        try {
            chunk = Chunk.decode(slots.key().open(job.workload()));
        } catch (ForgedPayloadException | PayloadException e) {
            slots.refusals().refused(job + ": " + e.getMessage());
            giveUp(job, name + " refused the chunk: " + e.getMessage());
            return;
        }
        try {
            run(job, chunk);
        } catch (UnavailableException e) {
            giveUp(job, name + ": " + e.getMessage());
        }
    }

    private void run(GrabbedJob job, Chunk chunk) throws UnavailableException, InterruptedException {
        TaskLog log = new TaskLog(chunk.session(), chunk.map(), chunk.number(), name, slots.publisher(), slots.timer());
        try (CancelToken token = new CancelToken(log)) {
            if (!slots.maps().begin(chunk.map(), token)) {
                complete(job, cancelled(chunk, log.end()));
                return;
            }
            try {
                job.sendData(seal(new ChunkStarted(chunk.map(), chunk.number(), name).encode()));
                LoadedImage image = slots.images().get(chunk.session(), chunk.image());
                complete(job, done(chunk, image, token, log));
            } finally {
                slots.maps().end(chunk.map(), token);
            }
        }
    }

    private ChunkDone done(Chunk chunk, LoadedImage image, CancelToken token, TaskLog log) {
        long epochMillis = System.currentTimeMillis();
        long startNanos = System.nanoTime();
        try {
            Elements elements = pool.call(token, image.classLoader(), () -> elements(chunk, image, token));
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
        } catch (ExecutionException e) {
            if (!token.isCancelled() && !(e.getCause() instanceof Cancelled)) {
                throw new IllegalStateException("a chunk ended in an unexpected way", e.getCause());
            }
            pool = newPool();
            return cancelled(chunk, log.end());
        }
    }

    private static Elements elements(Chunk chunk, LoadedImage image, CancelToken token) throws NotSendableException {
        Elements elements = new Elements(chunk, image, token);
        elements.run();
        return elements;
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
