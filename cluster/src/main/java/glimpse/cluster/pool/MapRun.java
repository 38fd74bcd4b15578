package glimpse.cluster.pool;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.pool.MapOptions.OnError;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ChunkStarted;
import glimpse.cluster.task.PayloadException;
import glimpse.gearman.client.SubmittedJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One call of {@code map}, from the first chunk to the last result. Belongs to the calling thread; other threads only {@link #post}.
 *
 * <pre>
 *   input ──InputCutter──► chunk ──submit──► open chunks ──WORK_COMPLETE──► ResultBook
 *                                              │  ▲
 *                         worker died, server gone, refused: again (OpenChunk decides)
 * </pre>
 */
final class MapRun implements MapCall, LogSink {
    private static final int MAX_LOGS_WAITING = 1000;

    private final MapContext context;
    private final String map;
    private final MapFunction function;
    private final MapOptions options;

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Semaphore logRoom = new Semaphore(MAX_LOGS_WAITING);
    private final Map<Integer, OpenChunk> open = new LinkedHashMap<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::dueNanos));
    private final InputCutter input;
    private final ChunkSizer sizer;
    private final Outcomes outcomes;
    private final Ledger ledger;
    private final LogAccount logs = new LogAccount();
    private final ProgressMeter meter;
    private final OutcomeReader reader;
    private final MapWatch watch;

    private final long startNanos = System.nanoTime();
    private final Consumer<MapRun> atEnd;

    private int chunks;
    private long newestLogNanos;
    private volatile Progress latest;
    private volatile boolean over;

    /** A chunk that is to be submitted after a pause. */
    private record Later(long dueNanos, OpenChunk chunk) {}

    MapRun(
            MapContext context,
            String map,
            MapFunction function,
            Iterable<?> input,
            MapOptions options,
            Outcomes outcomes,
            Consumer<MapRun> atEnd) {
        this.atEnd = atEnd;
        this.context = context;
        this.map = map;
        this.function = function;
        this.options = options;
        this.input = new InputCutter(input);
        this.sizer = new ChunkSizer(options.chunkSize());
        this.outcomes = outcomes;
        this.ledger = new Ledger(options, outcomes);
        this.meter = new ProgressMeter(startNanos);
        this.reader = new OutcomeReader(function);
        this.watch = new MapWatch(context.servers(), options.listener(), System.nanoTime());
    }

    @Override
    public void post(Runnable event) {
        if (!over) {
            events.add(event);
        }
    }

    /** Hands on lines of a task; waits while too many are on their way. A thread that is not the map's. */
    @Override
    public void postLog(LogEvent event) {
        try {
            while (!over && !logRoom.tryAcquire(1, TimeUnit.SECONDS)) {
                Thread.onSpinWait();
            }
            post(() -> logged(event));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void cancel(String why) {
        post(() -> {
            throw new MapCancelledException(why, outcomes.present());
        });
    }

    @Override
    public Progress progress() {
        return latest;
    }

    @Override
    public Failures failures() {
        return ledger.failures();
    }

    @Override
    public long taken() {
        return input.taken();
    }

    String map() {
        return map;
    }

    @Override
    public void run() {
        boolean finished = false;
        try {
            while (!isStopped() && feed()) {
                context.servers().flush();
                work(waitNanos(System.nanoTime()));
                watch(System.nanoTime());
            }
            finished = !isStopped();
            awaitLogs();
            tell(progress(System.nanoTime()));
        } catch (InterruptedException e) {
            throw new MapCancelledException("the map was stopped", outcomes.present());
        } finally {
            over = true;
            if (!finished) {
                abandon();
            }
            atEnd.accept(this);
            function.close();
        }
        if (ledger.failures().count() > 0 && options.onError().throwsFailures()) {
            throw ledger.exception();
        }
    }

    private boolean isStopped() {
        return options.onError() == OnError.STOP && ledger.failures().count() > 0;
    }

    /** Submits as much as may be on its way; false if nothing is left to wait for. */
    private boolean feed() {
        submitDue(System.nanoTime());
        int slots = Math.max(1, context.servers().slots().available());
        int window = options.chunkSize().isEmpty() && !sizer.isMeasured() ? 2 * slots : sizer.window(slots);
        int size = 0;
        while (open.size() < window && input.hasNext()) {
            long first = input.taken();
            size = Math.min(sizer.next(input.total(), first, slots), room());
            if (size == 0 || open.size() + outcomes.waiting() / size >= window) {
                return true; // until the consumer has taken some
            }
            submit(opened(first, input.take(size), 0));
        }
        return !open.isEmpty() || !later.isEmpty();
    }

    private OpenChunk opened(long first, Object[] elements, int tries) {
        OpenChunk chunk = new OpenChunk(chunks++, first, elements, context.maxRetries(), tries);
        open.put(chunk.number, chunk);
        return chunk;
    }

    /** How many elements more may be between the input and the consumer. */
    private int room() {
        if (options.inFlight().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        long inFlight = input.taken() - ledger.elements() + outcomes.waiting();
        return (int) Math.max(0, options.inFlight().getAsInt() - inFlight);
    }

    private void submitDue(long nowNanos) {
        while (!later.isEmpty() && later.peek().dueNanos() - nowNanos <= 0) {
            OpenChunk chunk = later.remove().chunk();
            open.put(chunk.number, chunk);
            submit(chunk);
        }
    }

    private void again(Ledger.Again again, long nowNanos) {
        if (again.afterPause() && !options.backoff().isZero()) {
            long pauseNanos = options.backoff().toNanos() << Math.min(20, again.tries() - 1);
            OpenChunk chunk =
                    new OpenChunk(chunks++, again.firstIndex(), again.inputs(), context.maxRetries(), again.tries());
            later.add(new Later(nowNanos + pauseNanos, chunk));
        } else {
            submit(opened(again.firstIndex(), again.inputs(), again.tries()));
        }
    }

    private long waitNanos(long nowNanos) {
        long wait = watch.waitNanos(nowNanos);
        if (!later.isEmpty()) {
            wait = Math.min(wait, later.peek().dueNanos() - nowNanos);
        }
        if (!options.timeout().isZero()) {
            wait = Math.min(wait, startNanos + options.timeout().toNanos() - nowNanos);
        }
        return Math.max(1, wait);
    }

    private void submit(OpenChunk chunk) {
        byte[] arguments = function.write(chunk.inputs, chunk.firstIndex);
        chunk.argumentBytes = arguments.length;
        Chunk workload = new Chunk(
                context.session(),
                map,
                chunk.number,
                chunk.firstIndex,
                chunk.inputs.length,
                function.image(),
                (int) Math.min(Integer.MAX_VALUE, options.elementTimeout().toMillis()),
                arguments);
        int attempt = chunk.submitted(System.nanoTime());
        context.servers()
                .submit(
                        context.key().seal(workload.encode()),
                        options.priority(),
                        new ChunkListener(this, chunk, attempt));
    }

    /** Waits for one event and takes what else is there, but not without end: the slots want new chunks. */
    private void work(long waitNanos) throws InterruptedException {
        Runnable event = events.poll(waitNanos, TimeUnit.NANOSECONDS);
        for (int i = 0; event != null; i++) {
            event.run();
            event = i < 64 ? events.poll() : null;
        }
    }

    private void watch(long nowNanos) {
        if (!options.timeout().isZero()
                && nowNanos - startNanos >= options.timeout().toNanos()) {
            throw new MapCancelledException(
                    "the map took longer than " + seconds(options.timeout()) + " and was stopped", outcomes.present());
        }
        if (watch.isProgressDue(nowNanos)) {
            tell(progress(nowNanos));
        }
        for (OpenChunk chunk : watch.quiet(open.values(), nowNanos)) {
            chunk.job().ifPresent(job -> ask(chunk, job));
        }
        watch.checkWorkers(meter.done(), open.values(), nowNanos);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private void tell(Progress progress) {
        latest = progress;
        options.listener().progress(progress);
    }

    private Progress progress(long nowNanos) {
        return meter.progress(input.total(), context.servers().slots(), nowNanos);
    }

    private void ask(OpenChunk chunk, SubmittedJob job) {
        var unused = context.servers()
                .status(job)
                .thenAccept(status -> post(() -> {
                    if (isOpen(chunk) && chunk.job().filter(job::equals).isPresent()) {
                        act(chunk, chunk.status(status.known(), status.running(), System.nanoTime()), null);
                    }
                }));
    }

    // ---- what a chunk's listener posts

    void created(OpenChunk chunk, int attempt, SubmittedJob job) {
        if (isOpen(chunk, attempt)) {
            chunk.created(job, System.nanoTime());
        }
    }

    void started(OpenChunk chunk, int attempt, ChunkListener listener, byte[] sealed) {
        if (!isOpen(chunk, attempt)) {
            return;
        }
        try {
            ChunkStarted started = ChunkStarted.decode(context.key().open(sealed));
            if (started.map().equals(map) && started.number() == chunk.number) {
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
            ChunkDone done = ChunkDone.decode(context.key().open(sealed));
            if (!done.map().equals(map) || done.number() != chunk.number) {
                refused(chunk, attempt, "a worker answered for " + done.map() + "/" + done.number());
            } else if (done.end() == ChunkDone.End.CANCELLED) {
                refused(chunk, attempt, "its worker was told to cancel it");
            } else {
                open.remove(chunk.number);
                logs.ended(done.number(), done.worker(), done.lines());
                enter(reader.read(done, chunk), chunk);
                options.listener().chunk(ran(chunk, done));
                sizer.measured(chunk.inputs.length, done.durationNanos(), sealed.length + chunk.argumentBytes);
            }
        } catch (ForgedPayloadException | PayloadException e) {
            refused(chunk, attempt, "a worker's answer was refused: " + e.getMessage());
        }
    }

    private static ChunkRan ran(OpenChunk chunk, ChunkDone done) {
        return new ChunkRan(
                chunk.number,
                chunk.firstIndex,
                chunk.inputs.length - done.notRun(),
                done.worker(),
                Instant.ofEpochMilli(done.startedEpochMillis()),
                Duration.ofNanos(done.durationNanos()));
    }

    private void enter(Outcome outcome, OpenChunk chunk) {
        long elements = ledger.elements();
        long failed = ledger.failures().count();
        long nowNanos = System.nanoTime();
        ledger.enter(outcome, chunk).forEach(again -> again(again, nowNanos));
        meter.finished(ledger.elements() - elements, ledger.failures().count() - failed);
    }

    private void logged(LogEvent event) {
        logRoom.release();
        newestLogNanos = System.nanoTime();
        context.patience().came();
        long lost = logs.arrived(event.chunk(), event.worker(), event.firstLine(), event.lines());
        if (lost > 0) {
            options.listener().linesLost(event.worker(), lost);
        }
        options.listener().log(event);
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
                open.remove(chunk.number);
                enter(OutcomeReader.lost(chunk), chunk);
            }
        }
    }

    // ---- the end

    /** Waits for the lines of ended chunks: as long as some come, but not for ever. */
    private void awaitLogs() throws InterruptedException {
        long waitNanos = System.nanoTime();
        while (logs.due() > 0 && context.patience().mayWait(Math.max(waitNanos, newestLogNanos), System.nanoTime())) {
            work(MapWatch.TICK_NANOS);
        }
        if (logs.due() > 0) {
            context.patience().gaveUp();
            logs.giveUp().forEach((worker, lines) -> options.listener().linesLost(worker, lines));
        }
    }

    private void abandon() {
        if (!open.isEmpty()) {
            context.servers().cancelMap(map);
            List<SubmittedJob> jobs = new ArrayList<>();
            open.values().forEach(chunk -> chunk.job().ifPresent(jobs::add));
            jobs.forEach(job -> context.servers().cancel(job));
        }
    }
}
