package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What waits to be published, in order. Text of the same stream and parent that comes in a row grows into one entry; an entry of text is
 * due when something follows it, when it is full, or when it is {@link #TEXT_DELAY_MILLIS} old. Any thread.
 *
 * <p>Bounded: {@link #text} and {@link #display} wait while the reader is behind; {@link #control} (statuses, results, errors: a few for
 * each request) never waits.
 */
final class OutputQueue {
    static final int TEXT_DELAY_MILLIS = 50;
    static final int FULL_CHARS = 64 << 10;
    private static final int MAX_CHARS = 16 * FULL_CHARS;
    private static final int MAX_ENTRIES = 512;

    /** Something to publish. */
    sealed interface Entry {}

    /** Text of one stream of one request. */
    record Text(JsonNode parentHeader, String stream, StringBuilder text, long sinceNanos) implements Entry {
        @SuppressWarnings("ReferenceEquality") // the same request, not an equal one
        boolean takes(JsonNode parent, String name) {
            return parentHeader == parent && stream.equals(name) && text.length() < FULL_CHARS;
        }
    }

    /** Any other message. */
    record Ready(
            String topic,
            String msgType,
            JsonNode parentHeader,
            JsonNode metadata,
            JsonNode content,
            List<byte[]> buffers)
            implements Entry {
        /** One with the message's type for its topic, and nothing else. */
        static Ready of(String msgType, JsonNode parentHeader, JsonNode content) {
            return new Ready(msgType, msgType, parentHeader, Json.object(), content, List.of());
        }
    }

    /** Nothing to send: tells a waiting thread that all before it is sent. */
    record Mark(CountDownLatch reached) implements Entry {}

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private final Runnable wake;
    private int chars;
    private boolean closed;

    /**
     * @param nanoTime the clock
     * @param wake called, in the adding thread, when the reader may have something to do earlier than it thought
     */
    OutputQueue(LongSupplier nanoTime, Runnable wake) {
        this.nanoTime = nanoTime;
        this.wake = wake;
    }

    /** Adds text in pieces that fit; waits while the queue is full. An interrupted thread does not wait: what does not fit is left out. */
    void text(JsonNode parentHeader, String stream, String text) {
        int from = 0;
        while (from < text.length()) {
            int to = cut(text, from);
            if (!append(parentHeader, stream, text, from, to)) {
                return;
            }
            from = to;
        }
    }

    private static int cut(String text, int from) {
        int to = Math.min(text.length(), from + FULL_CHARS);
        boolean splitsPair = to < text.length() && Character.isHighSurrogate(text.charAt(to - 1));
        return splitsPair ? to + 1 : to;
    }

    private synchronized boolean append(JsonNode parentHeader, String stream, String text, int from, int to) {
        if (!awaitRoom()) {
            return false;
        }
        chars += to - from;
        if (entries.peekLast() instanceof Text last && last.takes(parentHeader, stream)) {
            last.text().append(text, from, to);
            if (last.text().length() >= FULL_CHARS) {
                wake.run();
            }
        } else {
            StringBuilder start = new StringBuilder(to - from + 80).append(text, from, to);
            add(new Text(parentHeader, stream, start, nanoTime.getAsLong()));
        }
        return true;
    }

    /** Adds a message of the user's; waits while the queue is full. */
    synchronized void display(Ready message) {
        if (awaitRoom()) {
            add(message);
        }
    }

    /** Adds a message of the kernel's own, at once. */
    synchronized void control(Ready message) {
        if (!closed) {
            add(message);
        }
    }

    /** Waits until all that is in the queue now is sent, or {@code millis} have passed. */
    void flush(long millis) throws InterruptedException {
        Mark mark = new Mark(new CountDownLatch(1));
        synchronized (this) {
            if (closed) {
                return;
            }
            add(mark);
        }
        mark.reached().await(millis, TimeUnit.MILLISECONDS);
    }

    private boolean awaitRoom() {
        while (!closed && (chars > MAX_CHARS || entries.size() > MAX_ENTRIES)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !closed;
    }

    private void add(Entry entry) {
        entries.add(entry);
        wake.run();
    }

    /** The first entry if it is due, else null. For the reading thread, as {@link #millisToNext}. */
    synchronized Entry poll() {
        if (entries.isEmpty() || waitNanos(entries.peek()) > 0) {
            return null;
        }
        Entry entry = entries.remove();
        if (entry instanceof Text text) {
            chars -= text.text().length();
            keepHalfPair(text);
        }
        notifyAll();
        return entry;
    }

    /** A surrogate whose second half has not come yet waits for it, unless something else has come. */
    private void keepHalfPair(Text text) {
        int last = text.text().length() - 1;
        if (entries.isEmpty()
                && last > 0
                && Character.isHighSurrogate(text.text().charAt(last))) {
            StringBuilder half = new StringBuilder().append(text.text().charAt(last));
            text.text().setLength(last);
            chars++;
            entries.add(new Text(text.parentHeader(), text.stream(), half, nanoTime.getAsLong()));
        }
    }

    /** How long until the first entry is due: at least 1 ms, 0 if there is none. */
    synchronized long millisToNext() {
        return entries.isEmpty() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos(entries.peek())));
    }

    private long waitNanos(Entry first) {
        if (!(first instanceof Text text)
                || closed
                || entries.size() > 1
                || text.text().length() >= FULL_CHARS) {
            return 0;
        }
        return TimeUnit.MILLISECONDS.toNanos(TEXT_DELAY_MILLIS) - (nanoTime.getAsLong() - text.sinceNanos());
    }

    /** Takes nothing more, makes everything due and lets all waiting threads go. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
