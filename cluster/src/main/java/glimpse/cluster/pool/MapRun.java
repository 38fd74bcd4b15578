package glimpse.cluster.pool;

import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ChunkStarted;
import glimpse.cluster.task.PayloadException;
import glimpse.gearman.client.JobStatus;
import glimpse.gearman.client.SubmittedJob;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A map over the slots of a cluster: a job for each chunk. What befalls the job comes from a {@link ChunkListener}; {@link OpenChunk} decides
 * what to do then.
 */
final class MapRun extends MapLoop {
    private final MapContext context;
    private final String map;
    private final MapFunction function;
    private final ChunkPayloads payloads;
    private final OutcomeReader reader;
    private final MapLogs logs;
    private final MapWatch watch;
    private final Consumer<MapRun> atEnd;
    private final Map<Integer, OpenChunk> open = new LinkedHashMap<>();

    /** @param map the map's name on the wire */
    MapRun(
            MapContext context,
            String map,
            MapFunction function,
            Iterable<?> input,
            MapOptions options,
            Outcomes outcomes,
            Consumer<MapRun> atEnd) {
        this(context, map, function, input, options, outcomes, atEnd, new Mailbox());
    }

    private MapRun(
            MapContext context,
            String map,
            MapFunction function,
            Iterable<?> input,
            MapOptions options,
            Outcomes outcomes,
            Consumer<MapRun> atEnd,
            Mailbox events) {
        super(events, Input.of(input, options, events), options, outcomes, context.maxRetries());
        this.context = context;
        this.map = map;
        this.function = function;
        this.reader = new OutcomeReader(function);
        this.payloads = new ChunkPayloads(context, map, function, (int)
                Math.min(Integer.MAX_VALUE, options.elementTimeout().toMillis()));
        this.logs = new MapLogs(events, options.listener(), context.patience());
        this.watch = new MapWatch(context.servers(), context.noWorker(), options.listener(), startNanos);
        this.atEnd = atEnd;
    }

    String map() {
        return map;
    }

    /** Where the lines of its tasks go. */
    LogSink logs() {
        return logs;
    }

    @Override
    SlotCount slots() {
        return context.servers().slots();
    }

    @Override
    int open() {
        return open.size();
    }

    @Override
    int window(int slots) {
        return feed.window(slots);
    }

    @Override
    void submit(OpenChunk chunk) {
        open.put(chunk.number, chunk);
        byte[] workload = payloads.workload(chunk);
        int attempt = chunk.submitted(System.nanoTime());
        context.servers().submit(workload, options.priority(), new ChunkListener(this, chunk, attempt, chunk.permit));
    }

    @Override
    void submitted() {
        context.servers().flush();
    }

    @Override
    void look(long nowNanos) {
        for (OpenChunk chunk : watch.quiet(open.values(), nowNanos)) {
            chunk.job().ifPresent(job -> ask(chunk, job));
        }
        watch.checkWorkers(done(), open.values(), nowNanos);
    }

    private void ask(OpenChunk chunk, SubmittedJob job) {
        var unused = context.servers()
                .status(job)
                .thenAccept(status -> post(() -> {
                    if (isOpen(chunk) && chunk.job().filter(job::equals).isPresent()) {
                        act(chunk, next(chunk, job, status, System.nanoTime()), null);
                    }
                }));
    }

    private OpenChunk.Next next(OpenChunk chunk, SubmittedJob job, JobStatus status, long nowNanos) {
        if (status.running() && watch.isOutOfReach(chunk, nowNanos)) {
            context.servers().cancel(job);
            return chunk.vanished();
        }
        return chunk.status(status.known(), status.running(), nowNanos);
    }

    // ---- what a chunk's listener says, and posts

    /** The submission with this permit is that job. On the thread of a connection: a worker may ask before this one comes to it. */
    void permits(long permit, SubmittedJob job) {
        if (permit != 0) {
            context.permits().created(permit, job.handle());
        }
    }

    void created(OpenChunk chunk, int attempt, SubmittedJob job) {
        if (isOpen(chunk, attempt)) {
            chunk.created(job, System.nanoTime());
        }
    }

    void data(OpenChunk chunk, int attempt, ChunkListener listener, byte[] sealed) {
        if (!isOpen(chunk, attempt)) {
            return;
        }
        try {
            ChunkStarted started = payloads.data(chunk, sealed);
            if (started != null) {
                act(chunk, chunk.started(started.worker(), System.nanoTime()), listener);
            }
        } catch (ForgedPayloadException | PayloadException e) {
            chunk.warned("a worker's answer was refused: " + e.getMessage());
        }
    }

    void warned(OpenChunk chunk, int attempt, byte[] data) {
        if (isOpen(chunk, attempt)) {
            chunk.warned(new String(data, StandardCharsets.UTF_8));
        }
    }

    void failed(OpenChunk chunk, int attempt) {
        if (isOpen(chunk, attempt)) {
            act(chunk, chunk.failed(), null);
        }
    }

    void refused(OpenChunk chunk, int attempt, String why) {
        if (isOpen(chunk, attempt)) {
            act(chunk, chunk.refused(why), null);
        }
    }

    void disconnected(OpenChunk chunk, int attempt, String why) {
        if (isOpen(chunk, attempt)) {
            watch.serverLost(why);
            act(chunk, chunk.disconnected(why), null);
        }
    }

    /** Takes the result of whatever attempt comes first. */
    void done(OpenChunk chunk, int attempt, byte[] sealed) {
        if (!isOpen(chunk)) {
            return;
        }
        try {
            ChunkDone done = payloads.done(chunk, sealed);
            if (done.end() == ChunkDone.End.CANCELLED) {
                refused(chunk, attempt, "its worker was told to cancel it");
            } else {
                finish(chunk, done);
            }
        } catch (ForgedPayloadException | PayloadException e) {
            refused(chunk, attempt, "a worker's answer was refused: " + e.getMessage());
        }
    }

    private void finish(OpenChunk chunk, ChunkDone done) {
        close(chunk);
        logs.ended(done.number(), done.worker(), done.lines());
        enter(reader.read(done, chunk), chunk);
        ran(
                chunk,
                chunk.inputs.length - done.notRun(),
                done.worker(),
                Instant.ofEpochMilli(done.startedEpochMillis()),
                done.durationNanos(),
                done.values().length + chunk.argumentBytes);
    }

    private void close(OpenChunk chunk) {
        open.remove(chunk.number);
        payloads.forget(chunk);
    }

    private boolean isOpen(OpenChunk chunk) {
        return open.get(chunk.number) == chunk;
    }

    private boolean isOpen(OpenChunk chunk, int attempt) {
        return isOpen(chunk) && chunk.isCurrent(attempt);
    }

    private void act(OpenChunk chunk, OpenChunk.Next next, ChunkListener listener) {
        switch (next) {
            case WAIT -> {}
            case CANCEL_JOB ->
                chunk.job().ifPresent(job -> {
                    listener.listenOn();
                    context.servers().cancel(job);
                });
            case SUBMIT -> submit(chunk);
            case GIVE_UP -> {
                close(chunk);
                enter(OutcomeReader.lost(chunk), chunk);
            }
        }
    }

    // ---- the end

    @Override
    void awaitRest() throws InterruptedException {
        logs.await();
    }

    @Override
    void release(boolean isComplete) {
        if (!isComplete && !open.isEmpty()) {
            context.servers().cancelMap(map);
            List<SubmittedJob> jobs = new ArrayList<>();
            open.values().forEach(chunk -> chunk.job().ifPresent(jobs::add));
            jobs.forEach(job -> context.servers().cancel(job));
        }
        open.values().forEach(payloads::forget);
        atEnd.accept(this);
        function.close();
    }
}
