package glimpse.worker.slot;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.NotSendableException;
import glimpse.cluster.closure.SharedSource;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.closure.runtime.Cancelled;
import glimpse.cluster.closure.runtime.TaskPool;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ChunkDone.End;
import glimpse.cluster.task.DetachedChunk;
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
        for (GrabbedJob job = first; job != null; ) {
            goesOn = runOne(job);
            GrabbedJob next = goesOn ? slots.nextWaiting() : null;
            if (next == null
                    || !next.function().equals(Chunk.FUNCTION)
                    || !next.server().equals(job.server())) {
                job.flush(); // otherwise its end leaves with the start of the next
            }
            job = next;
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
            boolean isDetached = job.function().equals(DetachedChunk.FUNCTION);
            return run(isDetached ? DetachedWork.of(slots, name, job) : MapChunk.of(slots, name, job));
        } catch (ForgedPayloadException | PayloadException e) {
            slots.refusals().refused(job + ": " + e.getMessage());
            MapChunk.giveUp(job, name + " refused the chunk: " + e.getMessage());
        } catch (UnavailableException e) {
            MapChunk.giveUp(job, name + ": " + e.getMessage());
        } catch (Throwable e) {
            LOG.error("{}: a chunk ended in an unexpected way", job, e);
            MapChunk.giveUp(job, name + ": " + e);
        }
        return true;
    }

    private boolean run(Assignment assignment)
            throws UnavailableException, InterruptedException, NotSendableException, ForgedPayloadException {
        Chunk chunk = assignment.chunk();
        TaskLog log =
                new TaskLog(chunk.session(), chunk.map(), chunk.number(), name, assignment.output(), slots.timer());
        CancelToken token = new CancelToken(log);
        if (!assignment.begin(token)) {
            assignment.complete(cancelled(chunk, 0));
            return true;
        }
        try {
            if (!assignment.awaitPermit(token)) {
                assignment.complete(cancelled(chunk, log.end()));
                return false;
            }
            SharedSource shared = slots.shared().of(assignment.source(), assignment.session());
            LoadedImage image = slots.images().get(assignment.source(), shared, chunk.image());
            assignment.fetchInputs();
            assignment.awaitReady(token);
            Running its = new Running(assignment, image, shared, token, log, slots.timer());
            running = its;
            pool.adopt(token, image.classLoader());
            assignment.complete(done(its));
        } catch (UnavailableException e) {
            assignment.giveUp(name + ": " + e.getMessage());
        } finally {
            running = null;
            assignment.end(token);
            token.close();
            if (token.isCancelled()) {
                pool = newPool();
            }
        }
        return !token.isCancelled();
    }

    /** A chunk that runs here. */
    private static final class Running {
        final Assignment assignment;
        final Chunk chunk;
        final CancelToken token;
        final TaskLog log;
        final ElementLimit limit;
        final Elements elements;
        final long epochMillis = System.currentTimeMillis();
        final long startNanos = System.nanoTime();
        long cancelSeenNanos;

        Running(
                Assignment assignment,
                LoadedImage image,
                SharedSource shared,
                CancelToken token,
                TaskLog log,
                ScheduledExecutorService timer) {
            this.assignment = assignment;
            this.chunk = assignment.chunk();
            this.token = token;
            this.log = log;
            this.limit = new ElementLimit(chunk.elementMillis(), token, timer);
            this.elements = new Elements(chunk, image, shared, token, limit);
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
                its.assignment.complete(outcome(its));
            } else {
                its.assignment.complete(cancelled(its.chunk, its.log.end()));
            }
            its.assignment.flush();
        } catch (NotSendableException | RuntimeException e) {
            its.assignment.giveUp(name + ": " + e);
        }
        return Optional.of(why);
    }

    /** Has the chunk that runs looked after. On the timer's thread. */
    void look() {
        Running its = running;
        if (its != null) {
            its.assignment.look();
        }
    }

    /** This JVM leaves, with the chunk that runs here. */
    void leave() {
        Running its = running;
        if (its != null) {
            its.assignment.leave();
        }
    }
}
