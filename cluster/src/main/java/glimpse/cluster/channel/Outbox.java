package glimpse.cluster.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be published, a lane for each topic. Many threads put, the publishing thread takes; one lock.
 *
 * <p>A lane is bounded in bytes: who puts into a full one waits. A topic that nobody subscribes to keeps its lane for the
 * hold time (its subscriber may be about to come, or come back after the broker's death); then the topic is deserted, what is in
 * its lane is dropped, and so is what comes, until it is subscribed to again.
 */
final class Outbox {
    private static final int MAX_LANE_BYTES = 4 << 20;
    private static final int MAX_MERGED_CHARS = 32 * 1024;
    private static final int MAX_DESERTED = 10_000;

    private static final class Lane {
        private final Deque<Outgoing> waiting = new ArrayDeque<>();
        private long bytes;
        private long unsubscribedSinceNanos;
        private boolean unsubscribed;
        private boolean deserted;
    }

    private final long holdNanos;
    private final Map<Topic, Lane> lanes = new HashMap<>();
    private boolean closed;
    private long dropped;

    Outbox(long holdNanos) {
        this.holdNanos = holdNanos;
    }

    /**
     * Puts. Log lines wait while the lane is full; a reply does not, nor does an interrupted thread: what they put into a full
     * lane is dropped.
     */
    synchronized void put(Outgoing item) {
        boolean interrupted = false;
        while (item instanceof Outgoing.Lines && isFull(lane(item.topic())) && !interrupted) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Lane lane = lane(item.topic());
        if (closed || lane.deserted || isFull(lane)) {
            drop(item);
            return;
        }
        lane.waiting.add(item);
        lane.bytes += item.sizeBytes();
    }

    private Lane lane(Topic topic) {
        return lanes.computeIfAbsent(topic, t -> new Lane());
    }

    private boolean isFull(Lane lane) {
        return lane.bytes > MAX_LANE_BYTES && !lane.deserted && !closed;
    }

    private void drop(Outgoing item) {
        dropped += item instanceof Outgoing.Lines lines ? lines.event().lines() : 1;
    }

    /** The topics that something waits for. */
    synchronized List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        lanes.forEach((topic, lane) -> {
            if (!lane.waiting.isEmpty()) {
                topics.add(topic);
            }
        });
        return topics;
    }

    /** Takes the next of a subscribed topic, log lines that follow one another as one; null when there is none. */
    synchronized Outgoing take(Topic topic) {
        Lane lane = lane(topic);
        lane.unsubscribed = false;
        lane.deserted = false;
        Outgoing first = poll(lane);
        if (first == null) {
            lanes.remove(topic);
            return null;
        }
        notifyAll();
        return first instanceof Outgoing.Lines lines ? merged(lines.event(), lane) : first;
    }

    private static Outgoing poll(Lane lane) {
        Outgoing item = lane.waiting.poll();
        if (item != null) {
            lane.bytes -= item.sizeBytes();
        }
        return item;
    }

    private static Outgoing merged(LogEvent first, Lane lane) {
        LogEvent last = first;
        StringBuilder text = null;
        while (lane.waiting.peek() instanceof Outgoing.Lines next
                && last.goesOnWith(next.event())
                && (text == null ? first.text().length() : text.length()) < MAX_MERGED_CHARS) {
            text = text == null ? new StringBuilder(first.text()) : text;
            text.append(next.event().text());
            last = next.event();
            poll(lane);
        }
        int lines = (int) (last.firstLine() - first.firstLine()) + last.lines();
        return new Outgoing.Lines(text == null ? first : first.with(lines, text.toString()));
    }

    /** Learns that nobody subscribes to the topic; returns how long it is still held, 0 when it is given up. */
    synchronized long unsubscribed(Topic topic, long nowNanos) {
        Lane lane = lane(topic);
        if (!lane.unsubscribed) {
            lane.unsubscribed = true;
            lane.unsubscribedSinceNanos = nowNanos;
        }
        long left = lane.unsubscribedSinceNanos + holdNanos - nowNanos;
        if (left > 0) {
            return left;
        }
        lane.deserted = true;
        for (Outgoing item; (item = poll(lane)) != null; ) {
            drop(item);
        }
        notifyAll();
        forgetSome();
        return 0;
    }

    private void forgetSome() {
        if (lanes.size() > MAX_DESERTED) {
            lanes.values().removeIf(lane -> lane.deserted);
        }
    }

    /** Learns that somebody subscribes to the topic now. */
    synchronized void subscribed(Topic topic) {
        lanes.computeIfPresent(topic, (t, lane) -> lane.waiting.isEmpty() ? null : lane);
    }

    /** Waits until everything has been taken or given up, at most so long. */
    synchronized void awaitEmpty(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        for (long left; !topics().isEmpty() && (left = end - System.nanoTime()) > 0; ) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets nobody wait any more; what is put from now on is dropped. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Lines and replies that nobody was there for. */
    synchronized long dropped() {
        return dropped;
    }
}
