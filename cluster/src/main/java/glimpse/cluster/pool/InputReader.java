package glimpse.cluster.pool;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * An input that is read on the thread {@code map-input}, as far ahead as was last asked, so that one that is slow, or never gives another
 * element, holds up nothing else of its map. The thread is made by the first {@link #take}, and so inherits what the map's has. The monitor
 * guards what both threads touch.
 */
final class InputReader implements Input {
    private static final Object NULL = new Object();

    private final Iterable<?> elements;
    private final long patienceNanos;
    private final Runnable arrived;
    private final Deque<Object> read = new ArrayDeque<>();
    private Thread thread;
    private int ahead;

    /** How many elements the map was refused and waits for; 0 if it waits for none, as while all slots have enough to do. */
    private int awaited;

    private long oldestNanos;
    private boolean ended;
    private Throwable error;

    /* the map's */
    private long taken;

    InputReader(Iterable<?> elements, long patienceNanos, Runnable arrived) {
        this.elements = requireNonNull(elements, "the input of a map");
        this.patienceNanos = patienceNanos;
        this.arrived = arrived;
    }

    @Override
    public synchronized Object[] take(int count, int upTo) {
        ahead = Math.max(count, upTo);
        start();
        rethrow();
        boolean worthIt = ended || read.size() >= count || isLate();
        int size = worthIt ? Math.min(count, read.size()) : 0;
        if (size == 0) {
            awaited = count;
            notifyAll();
            return NONE;
        }
        Object[] some = new Object[size];
        for (int i = 0; i < size; i++) {
            Object element = read.remove();
            some[i] = element == NULL ? null : element;
        }
        taken += size;
        ahead -= size;
        awaited = 0;
        oldestNanos = System.nanoTime();
        notifyAll(); // there is room for others
        return some;
    }

    private boolean isLate() {
        return !read.isEmpty() && System.nanoTime() - oldestNanos >= patienceNanos;
    }

    private void start() {
        if (thread == null && !ended) {
            thread = new Thread(this::readAll, "map-input");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void rethrow() {
        if (error instanceof RuntimeException exception) {
            throw exception;
        }
        if (error instanceof Error bad) {
            throw bad;
        }
        if (error != null) {
            throw new IllegalStateException("the input of the map cannot be read: " + error, error);
        }
    }

    // ---- the reading thread

    private void readAll() {
        Throwable failure = null;
        try {
            Iterator<?> iterator = elements.iterator();
            while (isWanted() && iterator.hasNext()) {
                add(iterator.next());
            }
        } catch (InterruptedException closed) {
            // nobody wants the rest
        } catch (Throwable e) {
            failure = e;
        }
        end(failure);
    }

    private synchronized boolean isWanted() throws InterruptedException {
        while (!ended && read.size() >= ahead) {
            wait();
        }
        return !ended;
    }

    private synchronized void add(Object element) {
        if (read.isEmpty()) {
            oldestNanos = System.nanoTime();
        }
        read.add(element == null ? NULL : element);
        boolean enough = read.size() >= awaited;
        if (awaited > 0 && (enough || read.size() == 1)) {
            awaited = enough ? 0 : awaited;
            arrived.run();
        }
    }

    private synchronized void end(Throwable failure) {
        ended = true;
        error = failure;
        arrived.run();
    }

    // ---- the map's again

    @Override
    public synchronized boolean isOver() {
        rethrow();
        return ended && read.isEmpty();
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public synchronized OptionalLong total() {
        return ended && error == null ? OptionalLong.of(taken + read.size()) : OptionalLong.empty();
    }

    /** Until the oldest element has waited long enough for others, if the map waits for any. */
    @Override
    public synchronized long waitNanos(long nowNanos) {
        return awaited == 0 || read.isEmpty() ? Long.MAX_VALUE : Math.max(0, oldestNanos + patienceNanos - nowNanos);
    }

    @Override
    public synchronized void close() {
        if (!ended) {
            ended = true;
            notifyAll();
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
