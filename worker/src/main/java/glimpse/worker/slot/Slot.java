package glimpse.worker.slot;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.cluster.channel.LogEvent;
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
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A slot: runs one chunk at a time, from the workload to the result, on threads of its own, the same for one chunk after the other as long
 * as there are some.
 */
final class Slot {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final Duration HOLD = Duration.ofMillis(400);

    /** How long a cancelled task may go on. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Slots slots;
    private final String name;
    private volatile TaskPool pool;
    private volatile Running running;

    Slot(Slots slots, String name) {
        this.slots = slots;
        this.name = name;
        this.pool = newPool();
    }

    private TaskPool newPool() {
        return new TaskPool("task " + name, Runtime.getRuntime().availableProcessors());
    }

    /** Runs the job, and then those that wait, on threads of its own; gives the slot back when there is none. */
    void start(GrabbedJob job) {
        pool.execute(() -> run(job));
    }

    private void run(GrabbedJob first) {
        boolean goesOn = true;
        for (GrabbedJob job = first; job != null; job = goesOn ? slots.nextWaiting() : null) {
            goesOn = runOne(job);
        }
        slots.giveBack(this);
    }

    /** False if the thread has run a cancelled task and must not run another. */
    private boolean runOne(GrabbedJob job) {
        if (Thread.interrupted()) {
            LOG.debug("an earlier task has left its thread interrupted");
        }
        if (job.isLost()) {
            job.fail();
            return true;
        }
        try {
            return run(job, Chunk.decode(slots.key().open(job.workload())));
        } catch (ForgedPayloadException | PayloadException e) {
            slots.refusals().refused(job + ": " + e.getMessage());
            giveUp(job, name + " refused the chunk: " + e.getMessage());
        } catch (UnavailableException e) {
            giveUp(job, name + ": " + e.getMessage());
        } catch (Throwable e) {
            LOG.error("{}: a chunk ended in an unexpected way", job, e);
            giveUp(job, name + ": " + e);
        }
        return true;
    }

    private boolean run(GrabbedJob job, Chunk chunk)
            throws UnavailableException, InterruptedException, NotSendableException {
        TaskLog log = new TaskLog(chunk.session(), chunk.map(), chunk.number(), name, slots.publisher(), slots.timer());
        CancelToken token = new CancelToken(log);
        if (!slots.maps().begin(chunk.session(), chunk.map(), token)) {
            complete(job, cancelled(chunk, 0));
            return true;
        }
        try {
            job.sendData(seal(new ChunkStarted(chunk.map(), chunk.number(), name).encode()));
            LoadedImage image = slots.images().get(chunk.session(), chunk.image());
            awaitReady(job, token);
            Running its = new Running(job, chunk, image, token, log, slots.timer());
            running = its;
            pool.adopt(token, image.classLoader());
            complete(job, done(its));
        } finally {
            running = null;
            slots.maps().end(chunk.map(), token);
            token.close();
            if (token.isCancelled()) {
                pool = newPool();
            }
        }
        return !token.isCancelled();
    }

    /** A chunk that runs here. */
    private static final class Running {
        final GrabbedJob job;
        final Chunk chunk;
        final CancelToken token;
        final TaskLog log;
        final ElementLimit limit;
        final Elements elements;
        final long epochMillis = System.currentTimeMillis();
        final long startNanos = System.nanoTime();
        long cancelSeenNanos;

        Running(
                GrabbedJob job,
                Chunk chunk,
                LoadedImage image,
                CancelToken token,
                TaskLog log,
                ScheduledExecutorService timer) {
            this.job = job;
            this.chunk = chunk;
            this.token = token;
            this.log = log;
            this.limit = new ElementLimit(chunk.elementMillis(), token, timer);
            this.elements = new Elements(chunk, image, token, limit);
        }
    }

    /**
     * Waits until the start has been sent, so that the front end knows who had the chunk, whatever happens; with a chunk that another
     * worker did not survive, perhaps, a little longer: the front end needs that time to keep the server from giving it to a third. A
     * cancel ends the wait.
     */
    private static void awaitReady(GrabbedJob job, CancelToken token) throws InterruptedException {
        job.awaitSent();
        if (job.isAgain() && token.awaitCancelled(HOLD)) {
            LOG.debug("{} was cancelled before it began", job);
        }
    }

    private ChunkDone done(Running its) throws NotSendableException {
        try {
            its.elements.run();
        } catch (Cancelled e) {
            return cancelled(its.chunk, its.log.end());
        }
        return outcome(its);
    }

    private ChunkDone outcome(Running its) {
        long durationNanos = System.nanoTime() - its.startNanos;
        slots.count(durationNanos);
        return new ChunkDone(
                End.DONE,
                its.chunk.map(),
                its.chunk.number(),
                name,
                its.epochMillis,
                durationNanos,
                its.log.end(),
                its.elements.errors(),
                its.elements.notRun(),
                its.elements.writtenValues());
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
                0,
                new byte[0]);
    }

    /**
     * Looks whether a task that was cancelled a while ago still runs: it is in code that cannot be stopped. Then says what there is to say of
     * its chunk, so that no other worker gets it. On the timer's thread.
     *
     * @return why this JVM has to go, empty if it has not
     */
    Optional<String> stuck(long nowNanos) {
        Running its = running;
        if (its == null || !its.token.isCancelled()) {
            return Optional.empty();
        }
        if (its.cancelSeenNanos == 0) {
            its.cancelSeenNanos = nowNanos;
        }
        if (nowNanos - its.cancelSeenNanos < GRACE.toNanos()) {
            return Optional.empty();
        }
        running = null;
        String why = "a task of map " + its.chunk.map() + " does not stop; worker " + name + " starts again";
        its.log.line(LogEvent.Stream.ERR, why);
        try {
            if (its.limit.isExceeded()) {
                its.elements.giveUpTheRunningOne();
                complete(its.job, outcome(its));
            } else {
                complete(its.job, cancelled(its.chunk, its.log.end()));
            }
        } catch (NotSendableException | RuntimeException e) {
            giveUp(its.job, name + ": " + e);
        }
        return Optional.of(why);
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
