package glimpse.cluster.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A map over the threads of this process; with one thread everything, the reading of the input too, is done on the calling one. */
final class LocalRun extends MapLoop {
    private final LocalPool pool;
    private final Function<Object, Object> function;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private int open;

    LocalRun(LocalPool pool, Function<Object, Object> function, Iterable<?> xs, MapOptions options, Outcomes outcomes) {
        this(pool, function, xs, options, outcomes, new Mailbox());
    }

    private LocalRun(
            LocalPool pool,
            Function<Object, Object> function,
            Iterable<?> xs,
            MapOptions options,
            Outcomes outcomes,
            Mailbox events) {
        super(events, pool.count() == 1 ? new InputCutter(xs) : Input.of(xs, options, events), options, outcomes, 0);
        this.pool = pool;
        this.function = function;
    }

    @Override
    public void cancel(String why) {
        super.cancel(why);
        running.forEach(Thread::interrupt);
    }

    @Override
    SlotCount slots() {
        return new SlotCount(pool.count(), pool.busy());
    }

    @Override
    int open() {
        return open;
    }

    @Override
    int window(int slots) {
        return slots == 1 ? 1 : 2 * slots;
    }

    @Override
    void submit(OpenChunk chunk) {
        open++;
        pool.execute(() -> work(chunk));
    }

    @Override
    void release(boolean isComplete) {
        running.forEach(Thread::interrupt);
        pool.ended(this);
    }

    // ---- a thread of the pool

    private void work(OpenChunk chunk) {
        Instant started = Instant.now();
        long chunkNanos = System.nanoTime();
        List<Object> values = new ArrayList<>(chunk.inputs.length);
        List<Failure> failures = new ArrayList<>();
        running.add(Thread.currentThread());
        try {
            for (int i = 0; i < chunk.inputs.length && !events.isOver(); i++) {
                apply(chunk, i, values, failures);
            }
        } finally {
            running.remove(Thread.currentThread());
        }
        long durationNanos = System.nanoTime() - chunkNanos;
        String thread = Thread.currentThread().getName();
        post(() -> {
            open--;
            enter(new Outcome(values, failures, chunk.inputs.length, false), chunk);
            ran(chunk, chunk.inputs.length, thread, started, durationNanos, 0);
        });
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
                new TimeoutException("the element took longer than " + seconds(options.elementTimeout()));
        late.initCause(cause);
        return late;
    }
}
