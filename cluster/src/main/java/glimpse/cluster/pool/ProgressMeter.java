package glimpse.cluster.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts what is done and guesses how long the rest takes. One thread; time is a parameter. */
final class ProgressMeter {
    private static final double WINDOW_SECONDS = 10;

    private final long startNanos;
    private long done;
    private long failures;
    private long measuredDone;
    private long measuredNanos;
    private double perSecond;

    ProgressMeter(long startNanos) {
        this.startNanos = startNanos;
        this.measuredNanos = startNanos;
    }

    void finished(long elements, long failed) {
        done += elements;
        failures += failed;
    }

    long done() {
        return done;
    }

    long failures() {
        return failures;
    }

    /** How far it is now; at a second call the rate leans to what came since the first. */
    Progress progress(OptionalLong total, SlotCount slots, long nowNanos) {
        measure(nowNanos);
        Duration elapsed = Duration.ofNanos(nowNanos - startNanos);
        return new Progress(
                done, total, failures, slots.busy(), slots.available(), elapsed, perSecond, remaining(total));
    }

    private void measure(long nowNanos) {
        double seconds = (nowNanos - measuredNanos) / 1e9;
        if (seconds <= 0 || done == measuredDone) {
            return;
        }
        double latest = (done - measuredDone) / seconds;
        double weight = measuredDone == 0 ? 1 : 1 - Math.exp(-seconds / WINDOW_SECONDS * 3);
        perSecond += weight * (latest - perSecond);
        measuredDone = done;
        measuredNanos = nowNanos;
    }

    private Optional<Duration> remaining(OptionalLong total) {
        if (total.isEmpty() || perSecond <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) ((total.getAsLong() - done) / perSecond * 1000)));
    }
}
