package glimpse.cluster.pool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Workers that have left the command channel while it had others. A job server hears nothing of one whose link is down, and would wait for
 * its jobs as long as TCP does. One thread.
 */
final class VanishedWorkers {
    /** One that has only lost its connection is back by then. */
    private static final long GONE_NANOS = 2_000_000_000L;

    private final Set<String> seen = new HashSet<>();
    private final Map<String, Long> sinceNanos = new HashMap<>();

    /** @param present the workers that are on the channel now; none at all means that the channel itself is away */
    void look(Set<String> present, long nowNanos) {
        if (present.isEmpty()) {
            sinceNanos.clear();
            return;
        }
        seen.addAll(present);
        sinceNanos.keySet().removeAll(present);
        seen.stream()
                .filter(worker -> !present.contains(worker))
                .forEach(worker -> sinceNanos.putIfAbsent(worker, nowNanos));
    }

    /** Tells whether one of them has the chunk, or may have had it in its hands before it began. */
    boolean have(OpenChunk chunk, long nowNanos) {
        String slot = chunk.worker();
        return sinceNanos.entrySet().stream()
                .filter(gone -> nowNanos - gone.getValue() >= GONE_NANOS)
                .anyMatch(gone -> slot.isEmpty()
                        ? chunk.submittedNanos() - gone.getValue() < 0
                        : slot.startsWith(gone.getKey() + "/"));
    }
}
