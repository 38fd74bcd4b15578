package glimpse.worker.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How and when a worker leaves: nobody has asked yet, after the current chunks, or at once. Thread-safe. */
final class Departure {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch urgent = new CountDownLatch(1);
    private int status;

    /** Leaves after the current chunks with this exit status; who is asked a second time leaves at once. */
    synchronized void ask(int exitStatus) {
        if (asked.getCount() == 0) {
            urgent.countDown();
        }
        status = exitStatus;
        asked.countDown();
    }

    /** Leaves at once. */
    synchronized void now(int exitStatus) {
        status = exitStatus;
        urgent.countDown();
        asked.countDown();
    }

    void awaitAsked() throws InterruptedException {
        asked.await();
    }

    /** Waits at most so long until it is urgent; tells whether it is. */
    boolean awaitUrgent(Duration atMost) {
        try {
            return urgent.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return isUrgent();
        }
    }

    boolean isUrgent() {
        return urgent.getCount() == 0;
    }

    synchronized int status() {
        return status;
    }
}
