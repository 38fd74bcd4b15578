package glimpse.cluster.pool;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Outcomes on their way from the map's thread to the one that reads them, in the order of the input or of arrival. Its monitor guards it. */
final class ResultQueue implements Outcomes {
    /** The order in which results are handed on. */
    enum Order {
        INPUT,
        ARRIVAL
    }

    /** One outcome; the value of a failure is null. */
    private record Entry(long index, Object value, Failure failure) {}

    private final Order order;
    private final MapOptions.OnError onError;
    private final Deque<Entry> ready = new ArrayDeque<>();
    private final Map<Long, Entry> early = new HashMap<>();
    private MapCall call;
    private long nextIndex;
    private boolean starved;
    private boolean failureHandedOn;
    private boolean ended;
    private Throwable error;

    ResultQueue(Order order, MapOptions.OnError onError) {
        this.order = order;
        this.onError = onError;
    }

    /** The map whose outcomes these are; set before it begins. */
    synchronized void attach(MapCall map) {
        call = map;
    }

    // ---- the map's thread

    @Override
    public synchronized void value(long index, Object value) {
        put(new Entry(index, value, null));
    }

    @Override
    public synchronized void failure(Failure failure) {
        put(new Entry(failure.index(), null, failure));
    }

    private void put(Entry entry) {
        if (order == Order.ARRIVAL) {
            offer(entry);
        } else if (entry.index() != nextIndex) {
            early.put(entry.index(), entry);
        } else {
            for (Entry next = entry; next != null; next = early.remove(nextIndex)) {
                nextIndex++;
                offer(next);
            }
        }
    }

    private void offer(Entry entry) {
        if (entry.failure() == null || onError != MapOptions.OnError.SKIP) {
            failureHandedOn |= entry.failure() != null;
            ready.add(entry);
            notifyAll();
        }
    }

    @Override
    public synchronized long waiting() {
        long waiting = (long) ready.size() + early.size();
        starved = waiting > 0;
        return waiting;
    }

    /** The map has ended, with an error or null. */
    synchronized void end(Throwable how) {
        ended = true;
        error = how instanceof MapException && failureHandedOn
                ? null
                : how; // it has been thrown, or will be, in its place
        notifyAll();
    }

    @Override
    public List<Object> present() {
        return List.of();
    }

    @Override
    public SortedMap<Long, Object> byIndex() {
        return Collections.emptySortedMap();
    }

    // ---- the reader's thread

    /** Waits for the next, or the end; an interrupt stops the map. */
    synchronized boolean awaitNext() {
        try {
            while (ready.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            stop("the map was stopped");
            throw new MapCancelledException("the map was stopped", List.of());
        }
        if (ready.isEmpty() && error != null) {
            throw error instanceof RuntimeException exception ? exception : new IllegalStateException(error);
        }
        return !ready.isEmpty();
    }

    synchronized Object next() {
        if (!awaitNext()) {
            throw new NoSuchElementException();
        }
        Entry entry = ready.remove();
        if (starved && ready.size() <= 1) {
            starved = false;
            call.post(() -> {});
        }
        if (entry.failure() != null && onError.throwsFailures()) {
            throw new MapException(List.of(entry.failure()), 1, new TreeMap<>());
        }
        return entry.value();
    }

    synchronized void stop(String why) {
        if (!ended && call != null) {
            call.cancel(why);
        }
    }
}
