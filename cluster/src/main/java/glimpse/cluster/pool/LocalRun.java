package glimpse.cluster.pool;

import glimpse.cluster.pool.MapOptions.OnError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** One call of a map over the threads of this process. Belongs to the calling thread; other threads only {@link #post}. */
final class LocalRun implements MapCall {
    private static final long TICK_NANOS = 100_000_000;

    private final LocalPool pool;
    private final Function<Object, Object> function;
    private final MapOptions options;
    private final Outcomes outcomes;
    private final Ledger ledger;
    private final InputCutter input;
    private final ChunkSizer sizer;
    private final ProgressMeter meter;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::dueNanos));
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final long startNanos = System.nanoTime();
    private int chunks;
    private int open;
    private long progressNanos = startNanos;
    private volatile Progress latest;
    private volatile boolean over;

    private record Later(long dueNanos, OpenChunk chunk) {}

    LocalRun(LocalPool pool, Function<Object, Object> function, Iterable<?> xs, MapOptions options, Outcomes outcomes) {
        this.pool = pool;
        this.function = function;
        this.options = options;
        this.outcomes = outcomes;
        this.ledger = new Ledger(options, outcomes);
        this.input = new InputCutter(xs);
        this.sizer = new ChunkSizer(options.chunkSize());
        this.meter = new ProgressMeter(startNanos);
    }

    @Override
    public void post(Runnable event) {
        if (!over) {
            events.add(event);
        }
    }

    @Override
    public void cancel(String why) {
        post(() -> {
            throw new MapCancelledException(why, outcomes.present());
        });
        running.forEach(Thread::interrupt);
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

    @Override
    public void run() {
        try {
            while (!isStopped() && feed()) {
                work();
                watch(System.nanoTime());
            }
            tell(System.nanoTime());
        } catch (InterruptedException e) {
            throw new MapCancelledException("the map was stopped", outcomes.present());
        } finally {
            over = true;
            running.forEach(Thread::interrupt);
            pool.ended(this);
        }
        if (ledger.failures().count() > 0 && options.onError().throwsFailures()) {
            throw ledger.exception();
        }
    }

    private boolean isStopped() {
        return options.onError() == OnError.STOP && ledger.failures().count() > 0;
    }

    private boolean feed() {
        while (!later.isEmpty() && later.peek().dueNanos() - System.nanoTime() <= 0) {
            submit(later.remove().chunk());
        }
        int window = pool.count() == 1 ? 1 : 2 * pool.count();
        while (open < window && input.hasNext()) {
            long first = input.taken();
            int size = Math.min(sizer.next(input.total(), first, pool.count()), room());
            if (size == 0 || open + outcomes.waiting() / size >= window) {
                return true;
            }
            submit(new OpenChunk(chunks++, first, input.take(size), 0, 0));
        }
        return open > 0 || !later.isEmpty();
    }

    private int room() {
        if (options.inFlight().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        long inFlight = input.taken() - ledger.elements() + outcomes.waiting();
        return (int) Math.max(0, options.inFlight().getAsInt() - inFlight);
    }

    private void submit(OpenChunk chunk) {
        open++;
        pool.execute(() -> work(chunk));
    }

    private void work() throws InterruptedException {
        long waitNanos =
                later.isEmpty() ? TICK_NANOS : Math.min(TICK_NANOS, later.peek().dueNanos() - System.nanoTime());
        Runnable event = events.poll(Math.max(1, waitNanos), TimeUnit.NANOSECONDS);
        for (int i = 0; event != null; i++) {
            event.run();
            event = i < 64 ? events.poll() : null;
        }
    }

    private void watch(long nowNanos) {
        if (!options.timeout().isZero()
                && nowNanos - startNanos >= options.timeout().toNanos()) {
            throw new MapCancelledException(
                    "the map took longer than " + MapRun.seconds(options.timeout()) + " and was stopped",
                    outcomes.present());
        }
        if (nowNanos - progressNanos >= TICK_NANOS) {
            tell(nowNanos);
        }
    }

    private void tell(long nowNanos) {
        progressNanos = nowNanos;
        latest = meter.progress(input.total(), new SlotCount(pool.count(), pool.busy()), nowNanos);
        options.listener().progress(latest);
    }

    // ---- a thread of the pool

    private void work(OpenChunk chunk) {
        Instant started = Instant.now();
        long chunkNanos = System.nanoTime();
        List<Object> values = new ArrayList<>(chunk.inputs.length);
        List<Failure> failures = new ArrayList<>();
        running.add(Thread.currentThread());
        try {
            for (int i = 0; i < chunk.inputs.length && !over; i++) {
                apply(chunk, i, values, failures);
            }
        } finally {
            running.remove(Thread.currentThread());
        }
        long durationNanos = System.nanoTime() - chunkNanos;
        post(() -> done(chunk, new Outcome(values, failures, chunk.inputs.length, false), started, durationNanos));
    }

    private void apply(OpenChunk chunk, int position, List<Object> values, List<Failure> failures) {
        long elementNanos = System.nanoTime();
        AtomicBoolean late = new AtomicBoolean();
        Optional<Future<?>> alarm = alarm(late);
        try {
            values.add(function.apply(chunk.inputs[position]));
        } catch (Throwable e) {
            Throwable failure = late.get() ? tooLong(e) : e;
            failures.add(new Failure(
                    chunk.firstIndex + position,
                    chunk.inputs[position],
                    failure,
                    Optional.empty(),
                    Thread.currentThread().getName(),
                    Duration.ofNanos(System.nanoTime() - elementNanos)));
        } finally {
            alarm.ifPresent(set -> set.cancel(false));
            synchronized (late) {
                if (late.getAndSet(true)) {
                    var unused = Thread.interrupted(); // the alarm's
                }
            }
        }
    }

    private Optional<Future<?>> alarm(AtomicBoolean late) {
        if (options.elementTimeout().isZero()) {
            return Optional.empty();
        }
        Thread thread = Thread.currentThread();
        return Optional.of(pool.timer()
                .schedule(
                        () -> {
                            synchronized (late) {
                                if (!late.getAndSet(true)) {
                                    thread.interrupt();
                                }
                            }
                        },
                        options.elementTimeout().toNanos(),
                        TimeUnit.NANOSECONDS));
    }

    private Throwable tooLong(Throwable cause) {
        TimeoutException late =
                new TimeoutException("the element took longer than " + MapRun.seconds(options.elementTimeout()));
        late.initCause(cause);
        return late;
    }

    // ---- back on the map's thread

    private void done(OpenChunk chunk, Outcome outcome, Instant started, long durationNanos) {
        open--;
        long elements = ledger.elements();
        long failed = ledger.failures().count();
        for (Ledger.Again again : ledger.enter(outcome, chunk)) {
            long pauseNanos = options.backoff().toNanos() << Math.min(20, again.tries() - 1);
            later.add(new Later(
                    System.nanoTime() + pauseNanos,
                    new OpenChunk(chunks++, again.firstIndex(), again.inputs(), 0, again.tries())));
        }
        meter.finished(ledger.elements() - elements, ledger.failures().count() - failed);
        sizer.measured(chunk.inputs.length, durationNanos, 0);
        options.listener()
                .chunk(new ChunkRan(
                        chunk.number,
                        chunk.firstIndex,
                        outcome.ran(),
                        Thread.currentThread().getName(),
                        started,
                        Duration.ofNanos(durationNanos)));
    }
}
