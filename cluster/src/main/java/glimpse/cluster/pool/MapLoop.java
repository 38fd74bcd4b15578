package glimpse.cluster.pool;

import glimpse.cluster.pool.MapOptions.OnError;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One call of a map, from the first chunk to the last result, whatever runs the chunks. Belongs to the thread that calls {@link #run};
 * others only {@link #post}.
 *
 * <pre>
 *   input ──ChunkFeed──► chunk ──submit──► open chunks ──done──► Ledger ──► Outcomes
 *              ▲                                                   │
 *              └────────────────────── again ──────────────────────┘
 * </pre>
 */
abstract class MapLoop implements MapCall {
    static final long TICK_NANOS = 100_000_000;

    final MapOptions options;
    final Outcomes outcomes;
    final Mailbox events;
    final ChunkFeed feed;
    final long startNanos = System.nanoTime();

    private final Ledger ledger;
    private final ProgressMeter meter = new ProgressMeter(startNanos);
    private long toldNanos = startNanos;
    private volatile Progress latest;

    /** @param events that the input wakes, too */
    MapLoop(Mailbox events, Input input, MapOptions options, Outcomes outcomes, int maxRetries) {
        this.events = events;
        this.options = options;
        this.outcomes = outcomes;
        this.ledger = new Ledger(options, outcomes);
        this.feed = new ChunkFeed(input, options, ledger, outcomes, maxRetries);
    }

    // ---- what runs the chunks

    /** The slots as last counted. */
    abstract SlotCount slots();

    /** How many chunks have been submitted and have no outcome. */
    abstract int open();

    /** How many may be. */
    abstract int window(int slots);

    /** Has the chunk run; sooner or later {@link #enter} gets what came of it. */
    abstract void submit(OpenChunk chunk);

    /** All that there is to submit for now has been. */
    void submitted() {}

    /** Looks after what has been submitted, some times a second. */
    void look(long nowNanos) {}

    /** Nothing more is submitted; waits for what else belongs to the map. */
    void awaitRest() throws InterruptedException {}

    /** Lets go of everything; what still runs is to stop. */
    abstract void release(boolean isComplete);

    // ---- any thread

    @Override
    public final void post(Runnable event) {
        events.post(event);
    }

    @Override
    public void cancel(String why) {
        post(() -> {
            throw new MapCancelledException(why, outcomes.present());
        });
    }

    @Override
    public final Progress progress() {
        return latest;
    }

    // ---- the map's thread

    @Override
    public final void run() {
        boolean isComplete = false;
        try {
            while (!isStopped() && feed()) {
                submitted();
                events.work(waitNanos(System.nanoTime()));
                watch(System.nanoTime());
            }
            isComplete = !isStopped();
            awaitRest();
            tell(System.nanoTime());
        } catch (InterruptedException e) {
            throw new MapCancelledException("the map was stopped", outcomes.present());
        } finally {
            events.end();
            feed.close();
            release(isComplete);
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
        int slots = Math.max(1, slots().available());
        int window = window(slots);
        for (OpenChunk next = next(window, slots); next != null; next = next(window, slots)) {
            submit(next);
        }
        return open() > 0 || !feed.isOver();
    }

    private OpenChunk next(int window, int slots) {
        return feed.next(open(), window, slots, System.nanoTime());
    }

    private long waitNanos(long nowNanos) {
        long wait = Math.min(toldNanos + TICK_NANOS - nowNanos, feed.waitNanos(nowNanos));
        if (!options.timeout().isZero()) {
            wait = Math.min(wait, startNanos + options.timeout().toNanos() - nowNanos);
        }
        return wait;
    }

    private void watch(long nowNanos) {
        if (!options.timeout().isZero()
                && nowNanos - startNanos >= options.timeout().toNanos()) {
            throw new MapCancelledException(
                    "the map took longer than " + seconds(options.timeout()) + " and was stopped", outcomes.present());
        }
        if (nowNanos - toldNanos >= TICK_NANOS) {
            tell(nowNanos);
        }
        look(nowNanos);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private void tell(long nowNanos) {
        toldNanos = nowNanos;
        latest = meter.progress(feed.total(), slots(), nowNanos);
        options.listener().progress(latest);
    }

    /** Enters what came of a chunk, which is no longer open. */
    final void enter(Outcome outcome, OpenChunk chunk) {
        long elements = ledger.elements();
        long failed = ledger.failures().count();
        long nowNanos = System.nanoTime();
        ledger.enter(outcome, chunk).forEach(again -> feed.again(again, nowNanos));
        meter.finished(ledger.elements() - elements, ledger.failures().count() - failed);
    }

    /** Says that a chunk has run, for the timeline and the size of the next ones. */
    final void ran(OpenChunk chunk, int elements, String worker, Instant started, long durationNanos, long bytes) {
        feed.measured(chunk, durationNanos, bytes);
        options.listener()
                .chunk(new ChunkRan(
                        chunk.number, chunk.firstIndex, elements, worker, started, Duration.ofNanos(durationNanos)));
    }

    /** Elements that have an outcome. */
    final long done() {
        return meter.done();
    }

    @Override
    public final Failures failures() {
        return ledger.failures();
    }

    @Override
    public final long taken() {
        return feed.taken();
    }
}
