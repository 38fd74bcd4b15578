package glimpse.server.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The connections that have answers, and which of them are written to at the end of a round. Belongs to the core's thread.
 *
 * <p>A write costs more than all that the core does for a job, so answers that nobody works for meanwhile gather while there is more
 * input: a worker is written to in the same round, a client when the input has dried up, or after half a millisecond. Wake-ups leave few
 * at a time: while hundreds of sleepers are woken, the first of them has the job and brings its result.
 */
final class Outgoing {
    private static final long MAX_HOLD_NANOS = 500_000;
    private static final int WAKE_UPS_AT_ONCE = 8;

    /** What the round that ends knows of the next one. */
    enum Input {
        NONE,
        MORE
    }

    private final List<Connection> fresh = new ArrayList<>();
    private final List<Connection> held = new ArrayList<>();
    private final Deque<Connection> wakeUps = new ArrayDeque<>();
    private final List<Connection> leaving = new ArrayList<>();
    private long heldSinceNanos;

    /** Takes a connection whose buffer was empty and is not any more. */
    void add(Connection connection) {
        fresh.add(connection);
    }

    boolean isEmpty() {
        return fresh.isEmpty() && held.isEmpty() && wakeUps.isEmpty();
    }

    /** Those that are to be written to now; the list is valid until the next call. */
    List<Connection> leaving(Input input, long nowNanos) {
        leaving.clear();
        boolean all = input == Input.NONE || nowNanos - heldSinceNanos > MAX_HOLD_NANOS;
        if (all) {
            leaving.addAll(held);
            held.clear();
        }
        if (held.isEmpty()) {
            heldSinceNanos = nowNanos;
        }
        int wakeUpsLeft = WAKE_UPS_AT_ONCE - wakeUps.size();
        for (Connection connection : fresh) {
            if (connection.isToBeWoken()) {
                (wakeUpsLeft-- > 0 ? leaving : wakeUps).add(connection);
            } else {
                (all || connection.isWorker() ? leaving : held).add(connection);
            }
        }
        fresh.clear();
        for (int i = 0; i < WAKE_UPS_AT_ONCE && !wakeUps.isEmpty(); i++) {
            leaving.add(wakeUps.poll());
        }
        return leaving;
    }
}
