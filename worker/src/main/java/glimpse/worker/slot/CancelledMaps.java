package glimpse.worker.slot;

import glimpse.cluster.closure.runtime.CancelToken;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which maps were cancelled of late, and which tasks run for each map, so that a cancel stops those and what is still queued. Any thread. */
final class CancelledMaps {
    private static final int REMEMBERED = 1000;

    private final Map<String, Set<CancelToken>> running = new HashMap<>();
    private final Map<String, String> sessions = new HashMap<>();
    private final Set<String> cancelled = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    synchronized boolean isCancelled(String map) {
        return cancelled.contains(map);
    }

    /** Takes a task that belongs to no session: it goes on when the front end goes. */
    synchronized boolean begin(String map, CancelToken token) {
        return !cancelled.contains(map)
                && running.computeIfAbsent(map, m -> new HashSet<>()).add(token);
    }

    /** Takes a task that begins; false if its map is cancelled and it must not. */
    synchronized boolean begin(String session, String map, CancelToken token) {
        boolean begins = begin(map, token);
        if (begins) {
            sessions.put(map, session);
        }
        return begins;
    }

    synchronized void end(String map, CancelToken token) {
        Set<CancelToken> tokens = running.get(map);
        if (tokens != null && tokens.remove(token) && tokens.isEmpty()) {
            running.remove(map);
            sessions.remove(map);
        }
    }

    /** The sessions for which something runs. */
    synchronized Set<String> sessions() {
        return Set.copyOf(sessions.values());
    }

    /** Stops what runs for the session; what comes is not refused, as the front end may come back. Returns how many tasks ran. */
    int cancelSession(String session) {
        List<CancelToken> tokens;
        synchronized (this) {
            tokens = running.entrySet().stream()
                    .filter(map -> session.equals(sessions.get(map.getKey())))
                    .flatMap(map -> map.getValue().stream())
                    .toList();
        }
        tokens.forEach(CancelToken::cancel);
        return tokens.size();
    }

    /** Stops what runs for the map and refuses what comes; returns how many tasks ran. */
    int cancel(String map) {
        List<CancelToken> tokens;
        synchronized (this) {
            cancelled.add(map);
            tokens = List.copyOf(running.getOrDefault(map, Set.of()));
        }
        tokens.forEach(CancelToken::cancel);
        return tokens.size();
    }
}
