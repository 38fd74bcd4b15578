package glimpse.worker.slot;

import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.task.ElementError;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time limit of the elements of one chunk. The task's thread begins elements, the timer's thread looks whether one has taken too long, and
 * then cancels the chunk's token.
 */
final class ElementLimit {
    private final long limitNanos;
    private final CancelToken token;
    private final ScheduledExecutorService timer;
    private volatile boolean over;
    private volatile boolean exceeded;
    private volatile int position;
    private volatile long startNanos;
    private volatile Thread thread;
    private volatile StackTraceElement[] where = {};

    /** @param limitMillis 0 for none */
    ElementLimit(long limitMillis, CancelToken token, ScheduledExecutorService timer) {
        this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        this.token = token;
        this.timer = timer;
    }

    /** An element begins, on the calling thread. */
    void begin(int elementPosition) {
        if (limitNanos == 0) {
            return;
        }
        position = elementPosition;
        startNanos = System.nanoTime();
        if (thread == null) {
            thread = Thread.currentThread();
            lookIn(limitNanos);
        }
    }

    /** The last element has ended. */
    void end() {
        over = true;
    }

    private void lookIn(long nanos) {
        var unused = timer.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long left = startNanos + limitNanos - System.nanoTime();
        if (over || token.isCancelled()) {
            return;
        }
        if (left > 0) {
            lookIn(left);
            return;
        }
        where = Arrays.stream(thread.getStackTrace())
                .filter(frame -> frame.getClassName().indexOf('/') < 0) // of a hidden class, as no exception has them
                .toArray(StackTraceElement[]::new);
        exceeded = true;
        token.cancel();
    }

    boolean isExceeded() {
        return exceeded;
    }

    /** The element that runs, or was stopped. */
    int position() {
        return position;
    }

    /** The error of the element that was stopped, with the stack that it had then. */
    ElementError error() {
        TimeoutException late = new TimeoutException(
                String.format(Locale.ROOT, "the element took longer than %.1f s", limitNanos / 1e9));
        late.setStackTrace(where);
        return ErrorReport.of(late, position, System.nanoTime() - startNanos);
    }

    /** Does something where the chunk's token, which is cancelled, stops nothing. */
    byte[] onTimerThread(Callable<byte[]> work) {
        var unused = Thread.interrupted(); // by the cancel
        try {
            return timer.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new byte[0];
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
