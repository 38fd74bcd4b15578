package glimpse.kernel.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that answers requests one after the other. All methods are for any thread. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Entry END = new Entry(null, null);

    /** Answers one request, on the lane's thread. */
    @FunctionalInterface
    interface Work {
        void answer(Lane lane, Request request) throws InterruptedException;
    }

    private record Entry(Request request, Work work) {}

    private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private int unfinished;

    Lane(String name) {
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    void add(Request request, Work work) {
        synchronized (this) {
            unfinished++;
        }
        queue.add(new Entry(request, work));
    }

    /** Takes out the waiting requests of one type, in order. */
    List<Request> remove(RequestType type) {
        List<Request> removed = new ArrayList<>();
        for (Entry entry : queue) {
            if (is(entry, type) && queue.remove(entry)) {
                removed.add(entry.request());
                finished();
            }
        }
        return removed;
    }

    private static boolean is(Entry entry, RequestType type) {
        return entry.request() != null && entry.request().message().msgType().equals(type.wireName());
    }

    /** Waits until nothing is queued or being answered; returns after {@code millis} all the same. */
    synchronized void awaitIdle(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; unfinished > 0 && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    /** Ends after what is queued. */
    void end() {
        queue.add(END);
    }

    private void work() {
        for (Entry next = take(); next.request() != null; next = take()) {
            try {
                next.work().answer(this, next.request());
            } catch (InterruptedException e) {
                LOG.debug("{}: a stop came after its request had ended", thread.getName());
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "{}: {} was not answered",
                        thread.getName(),
                        next.request().message().msgType(),
                        e);
            }
            finished();
        }
    }

    /** An interrupt was meant for a request that has ended: it ends nothing here. */
    private Entry take() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                LOG.debug("{}: a late interrupt", thread.getName());
            }
        }
    }

    private synchronized void finished() {
        unfinished--;
        notifyAll();
    }
}
