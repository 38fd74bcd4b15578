package glimpse.server.connection;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what befell connections, for the status page and the metrics. Any thread counts and reads. */
public final class Traffic {
    /** Why a connection was ended by the server. */
    public enum Drop {
        /** There were too many already. */
        MAX_CONNECTIONS,
        /** More output waited than may. */
        MAX_OUTPUT,
        /** Its waiting output was not read. */
        OUTPUT_TIMEOUT,
        /** A packet, a request or a handshake was not finished. */
        PACKET_TIMEOUT,
        /** It was silent and had no use. */
        IDLE_TIMEOUT,
        /** Its bytes were no packets. */
        MALFORMED
    }

    private final LongAdder accepted = new LongAdder();
    private final LongAdder paused = new LongAdder();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Drop, LongAdder> dropped = new EnumMap<>(Drop.class);

    public Traffic() {
        for (Drop reason : Drop.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    /** Counts a new connection and tells how many there are with it. */
    int opened() {
        accepted.increment();
        return open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    void paused() {
        paused.increment();
    }

    void dropped(Drop reason) {
        dropped.get(reason).increment();
    }

    /** Connections there are now. */
    public int open() {
        return open.get();
    }

    /** Connections there have been, those dropped at once included. */
    public long accepted() {
        return accepted.sum();
    }

    /** How often reading from a connection was paused, because it did not read its output. */
    public long pauses() {
        return paused.sum();
    }

    public long drops(Drop reason) {
        return dropped.get(reason).sum();
    }
}
