package glimpse.cluster.pool;

import glimpse.cluster.store.KeptState;
import glimpse.cluster.store.KeptSubmission;
import glimpse.cluster.store.StoreAwayException;
import glimpse.cluster.task.Manifest;
import glimpse.gearman.packet.Priority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/**
 * Work that was sent to go on by itself, as its store has it at the moment of each call. Any thread; the methods wait for the store, {@link
 * #await()} for the work.
 *
 * @param <R> what the function returns
 */
public final class Submission<R> {
    private static final long FIRST_LOOK_MILLIS = 20;
    private static final long LONGEST_LOOK_MILLIS = 1000;
    private static final long LOST_LOOK_NANOS = 5_000_000_000L;
    private static final long AWAY_NANOS = 30_000_000_000L;

    private final Submissions owner;
    private final KeptSubmission kept;
    private final Manifest manifest;

    Submission(Submissions owner, KeptSubmission kept, Manifest manifest) {
        this.owner = owner;
        this.kept = kept;
        this.manifest = manifest;
    }

    /** By which it is fetched, today or another day: 16 hexadecimal digits. */
    public String id() {
        return manifest.id();
    }

    /** What its sender called it; may be empty. */
    public String name() {
        return manifest.name();
    }

    public Instant submitted() {
        return Instant.ofEpochMilli(manifest.submittedMillis());
    }

    /** The second before which no worker begins, if its sender named one. */
    public Optional<Instant> notBefore() {
        long seconds = manifest.notBeforeSeconds();
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }

    /** How far it is. */
    public SubmissionProgress progress() {
        KeptState state = state();
        int chunks = manifest.counts().size();
        int done = state.done().cardinality();
        SubmissionProgress.State word = done == chunks
                ? SubmissionProgress.State.DONE
                : state.cancelled()
                        ? SubmissionProgress.State.CANCELLED
                        : done == 0 && state.begun().isEmpty()
                                ? SubmissionProgress.State.WAITING
                                : SubmissionProgress.State.RUNNING;
        return new SubmissionProgress(
                word,
                manifest.elements(),
                state.doneElements(),
                state.failures(),
                chunks,
                state.begun().cardinality());
    }

    /** Whether everything has its value or its error. */
    public boolean isDone() {
        return progress().state() == SubmissionProgress.State.DONE;
    }

    /**
     * The results, of work that is done, in the order of the input; what failed is treated as the sender's options say.
     *
     * @throws MapException if elements failed, with index, input and exception of each, and the results of the others
     * @throws MapCancelledException if it was cancelled, with the results that there are
     * @throws IllegalStateException if it is not done
     */
    public List<R> results() {
        SubmissionProgress progress = progress();
        return switch (progress.state()) {
            case DONE -> read().<R>results(MapOptions.OnError.valueOf(manifest.onError()));
            case CANCELLED ->
                throw new MapCancelledException("submission " + id() + " was cancelled", read().present());
            case WAITING, RUNNING ->
                throw new IllegalStateException("submission " + id() + " is not done: " + progress
                        + " (expected: await(), which waits, or partial(), which has what is there)");
        };
    }

    /** The results so far, by the index of the input. */
    public SortedMap<Long, R> partial() {
        return read().byIndex();
    }

    /** What failed so far, in the order of the input; the details of at most {@value Failures#MAX_KEPT} are kept. */
    public List<Failure> failures() {
        return read().failures();
    }

    /** What its tasks have printed so far, chunk by chunk. */
    public String output() {
        return read().output();
    }

    private KeptResults read() {
        try {
            return KeptResults.read(kept, manifest, owner.session());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Waits until it is done; see {@link #await(Duration)}. */
    public List<R> await() throws InterruptedException {
        return await(Duration.ofDays(36_500));
    }

    /**
     * Waits until it is done. A store that is out of reach for less than half a minute only takes time.
     *
     * @return the results, as {@link #results} has them
     * @throws IllegalStateException if that took longer; or if chunks are neither done nor known to a job server, see {@link #resume}
     */
    public List<R> await(Duration longest) throws InterruptedException {
        long startNanos = System.nanoTime();
        long pauseMillis = FIRST_LOOK_MILLIS;
        long newsNanos = startNanos;
        KeptState before = stateWhenThere();
        while (before.done().cardinality() < manifest.counts().size() && !before.cancelled()) {
            long leftMillis = longest.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            if (leftMillis <= 0) {
                return results();
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(pauseMillis, leftMillis));
            pauseMillis = Math.min(LONGEST_LOOK_MILLIS, pauseMillis * 2);
            KeptState now = stateWhenThere();
            if (!now.equals(before)) {
                newsNanos = System.nanoTime();
            } else if (System.nanoTime() - newsNanos >= LOST_LOOK_NANOS) {
                newsNanos = System.nanoTime();
                requireKnown();
            }
            before = now;
        }
        return results();
    }

    private KeptState stateWhenThere() throws InterruptedException {
        long startNanos = System.nanoTime();
        while (true) {
            try {
                return kept.state(manifest);
            } catch (StoreAwayException e) {
                if (System.nanoTime() - startNanos >= AWAY_NANOS) {
                    throw new UncheckedIOException(
                            e.getMessage() + " (submission " + id()
                                    + " is not lost: await it again when its store is back)",
                            e);
                }
                TimeUnit.MILLISECONDS.sleep(LONGEST_LOOK_MILLIS);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }

    private void requireKnown() {
        int missing = missing().size();
        if (missing > 0) {
            throw new IllegalStateException(missing + " chunks of submission " + id()
                    + " are neither done nor known to a job server (expected: fetch(\"" + id()
                    + "\").resume(), which sends them again)");
        }
    }

    /** The chunks that no job server has and that are not done. */
    private List<Integer> missing() {
        List<Integer> unknown = owner.unknown(manifest, notDone(state()));
        KeptState after = state(); // what was done in the meantime is not missing
        return unknown.stream().filter(number -> !after.done().get(number)).toList();
    }

    private List<Integer> notDone(KeptState state) {
        List<Integer> open = new ArrayList<>();
        for (int i = state.done().nextClearBit(0);
                i < manifest.counts().size();
                i = state.done().nextClearBit(i + 1)) {
            open.add(i);
        }
        return open;
    }

    /**
     * Sends again what is neither done nor known to a job server: one without a persistent queue has ended, or a worker could not reach the
     * store.
     *
     * @return how many chunks that were
     */
    public int resume() {
        if (state().cancelled()) {
            throw new IllegalStateException("submission " + id() + " was cancelled (expected: one that was not)");
        }
        List<Integer> missing = missing();
        try {
            for (int number : missing) {
                kept.forgetStarts(number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        owner.queue(manifest, missing, Priority.NORMAL);
        return missing.size();
    }

    /** Stops it: what runs ends within a second, what waits will not begin. The results that there are stay. */
    public void cancel() {
        try {
            kept.cancel();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        owner.stop(id());
    }

    /** Cancels it if it is not done, and removes all of it from the store. */
    public void remove() {
        if (!isDone()) {
            owner.stop(id());
        }
        try {
            kept.remove();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private KeptState state() {
        try {
            return kept.state(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "submission " + id() + (name().isEmpty() ? "" : " \"" + name() + "\"") + ": " + progress();
    }
}
