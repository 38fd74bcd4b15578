package glimpse.cluster.pool;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What other threads want done on the thread of a map, in order. Any thread posts; the map's works. */
final class Mailbox {
    /** The slots want new chunks, however much has come. */
    private static final int MOST_AT_ONCE = 64;

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private volatile boolean over;

    /** Has the map's thread do this; nothing after the map's end. */
    void post(Runnable event) {
        if (!over) {
            events.add(event);
        }
    }

    /** Has the map's thread look what there is to do. */
    void wake() {
        post(() -> {});
    }

    /** Waits for one event, at most so long, and does it with what else is there. */
    void work(long waitNanos) throws InterruptedException {
        Runnable event = events.poll(Math.max(1, waitNanos), TimeUnit.NANOSECONDS);
        for (int i = 0; event != null; i++) {
            event.run();
            event = i < MOST_AT_ONCE ? events.poll() : null;
        }
    }

    boolean isOver() {
        return over;
    }

    /** The map has ended. */
    void end() {
        over = true;
    }
}
