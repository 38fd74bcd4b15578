package glimpse.cluster.pool;

import static java.util.Objects.requireNonNull;

import glimpse.gearman.packet.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a map is done. Immutable: each {@code with…} gives a changed copy. Without any, chunks are sized by measured time, nothing has a
 * time limit, nothing is tried again, and all elements are run before a failure is thrown.
 */
public final class MapOptions {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

    public static final MapOptions DEFAULT = new MapOptions();

    private OptionalInt chunkSize = OptionalInt.empty();
    private OptionalInt inFlight = OptionalInt.empty();
    private String name = "";
    private OnError onError = OnError.FINISH;
    private MapListener listener = new MapListener() {};
    private Duration elementTimeout = Duration.ZERO;
    private Duration timeout = Duration.ZERO;
    private int retries;
    private Duration backoff = FIRST_BACKOFF;
    private List<Class<? extends Throwable>> retryOn = List.of(Throwable.class);
    private Priority priority = Priority.NORMAL;
    private Optional<Instant> notBefore = Optional.empty();

    /** What to do when an element has failed. */
    public enum OnError {
        /** Run all others, then throw. */
        FINISH,
        /** Stop the others and throw at once. */
        STOP,
        /** Throw nothing: {@code null} stands in the place of a failed element, and the list knows its failures. */
        COLLECT,
        /** Throw nothing, leave failed elements out; the list knows its failures. */
        SKIP;

        boolean throwsFailures() {
            return this == FINISH || this == STOP;
        }
    }

    private MapOptions() {}

    private MapOptions(MapOptions other) {
        this.chunkSize = other.chunkSize;
        this.inFlight = other.inFlight;
        this.name = other.name;
        this.onError = other.onError;
        this.listener = other.listener;
        this.elementTimeout = other.elementTimeout;
        this.timeout = other.timeout;
        this.retries = other.retries;
        this.backoff = other.backoff;
        this.retryOn = other.retryOn;
        this.priority = other.priority;
        this.notBefore = other.notBefore;
    }

    /** With this many elements in each job. */
    public MapOptions withChunkSize(int elements) {
        MapOptions changed = new MapOptions(this);
        changed.chunkSize = OptionalInt.of(atLeastOne("chunk size", elements));
        return changed;
    }

    /** With at most so many elements read and not yet handed to the consumer of an {@code imap}. */
    public MapOptions withInFlight(int elements) {
        MapOptions changed = new MapOptions(this);
        changed.inFlight = OptionalInt.of(atLeastOne("elements in flight", elements));
        return changed;
    }

    /** Called so where it is shown. */
    public MapOptions withName(String newName) {
        MapOptions changed = new MapOptions(this);
        changed.name = requireNonNull(newName, "name");
        return changed;
    }

    public MapOptions withOnError(OnError newOnError) {
        MapOptions changed = new MapOptions(this);
        changed.onError = requireNonNull(newOnError, "onError");
        return changed;
    }

    public MapOptions withListener(MapListener newListener) {
        MapOptions changed = new MapOptions(this);
        changed.listener = requireNonNull(newListener, "listener");
        return changed;
    }

    /** With a limit for each element: one that takes longer is stopped in its worker and fails with a {@code TimeoutException}. */
    public MapOptions withElementTimeout(Duration limit) {
        MapOptions changed = new MapOptions(this);
        changed.elementTimeout = positive("element timeout", limit);
        return changed;
    }

    /** With a limit for the whole: a map that takes longer is stopped, as by the stop button. */
    public MapOptions withTimeout(Duration limit) {
        MapOptions changed = new MapOptions(this);
        changed.timeout = positive("timeout", limit);
        return changed;
    }

    /** Tries an element that failed again, so many times, after 100 ms, 200 ms, 400 ms and so on. */
    public MapOptions withRetries(int times) {
        return withRetries(times, backoff);
    }

    /** Tries an element that failed again, so many times; the pause before doubles each time. */
    public MapOptions withRetries(int times, Duration firstPause) {
        if (times < 0 || firstPause.isNegative()) {
            throw new IllegalArgumentException(
                    "retries " + times + " after " + firstPause + " (expected: >= 0, not negative)");
        }
        MapOptions changed = new MapOptions(this);
        changed.retries = times;
        changed.backoff = firstPause;
        return changed;
    }

    /** Tries again only after these exceptions and their subclasses. */
    @SafeVarargs
    public final MapOptions withRetryOn(Class<? extends Throwable>... exceptions) {
        MapOptions changed = new MapOptions(this);
        List<Class<? extends Throwable>> types = new ArrayList<>();
        for (Class<? extends Throwable> type : exceptions) {
            types.add(type);
        }
        changed.retryOn = List.copyOf(types);
        return changed;
    }

    /** In another of the job server's queues: jobs of high priority go first. */
    public MapOptions withPriority(Priority newPriority) {
        MapOptions changed = new MapOptions(this);
        changed.priority = requireNonNull(newPriority, "priority");
        return changed;
    }

    /** For detached work only: no worker begins before this second. */
    public MapOptions withNotBefore(Instant instant) {
        MapOptions changed = new MapOptions(this);
        changed.notBefore = Optional.of(instant);
        return changed;
    }

    private static int atLeastOne(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " " + count + " (expected: >= 1)");
        }
        return count;
    }

    private static Duration positive(String what, Duration limit) {
        if (limit.toMillis() < 1) {
            throw new IllegalArgumentException(what + " of " + limit + " (expected: at least a millisecond)");
        }
        return limit;
    }

    /** Elements in one job; empty: sized by measured time. */
    public OptionalInt chunkSize() {
        return chunkSize;
    }

    /** Elements of an {@code imap} between input and consumer; empty: as many as keep the slots busy. */
    public OptionalInt inFlight() {
        return inFlight;
    }

    /** What the map is called where it is shown, empty if nothing. */
    public String name() {
        return name;
    }

    public OnError onError() {
        return onError;
    }

    /** Told of progress and logs. */
    public MapListener listener() {
        return listener;
    }

    /** The limit for each element; zero: none. */
    public Duration elementTimeout() {
        return elementTimeout;
    }

    /** The limit for the whole; zero: none. */
    public Duration timeout() {
        return timeout;
    }

    /** How often an element that failed is tried again. */
    public int retries() {
        return retries;
    }

    /** The pause before the first retry. */
    public Duration backoff() {
        return backoff;
    }

    public Priority priority() {
        return priority;
    }

    /** The second before which no worker begins with detached work; empty: at once. */
    public Optional<Instant> notBefore() {
        return notBefore;
    }

    /** Refuses what only detached work has. */
    MapOptions requireNow() {
        if (notBefore.isPresent()) {
            throw new IllegalArgumentException("a map at " + notBefore.get()
                    + ", which is waited for (expected: submit(f, xs, at(…)), whose results are fetched later)");
        }
        return this;
    }

    /** Refuses what needs a front end that waits. */
    MapOptions requireDetachable() {
        if (retries > 0 || !timeout.isZero()) {
            throw new IllegalArgumentException("submit with " + (retries > 0 ? "retries" : "a timeout of the whole")
                    + " (expected: options that need nobody to wait; elements may have a timeout)");
        }
        return this;
    }

    /** Whether an element that failed so for the {@code tries}th time is tried again. */
    boolean isTriedAgain(Throwable exception, int tries) {
        return tries <= retries
                && retryOn.stream().anyMatch(type -> type.isInstance(exception) || isNamed(type, exception));
    }

    private static boolean isNamed(Class<?> type, Throwable exception) {
        return exception instanceof RemoteException remote && remote.className().equals(type.getName());
    }
}
