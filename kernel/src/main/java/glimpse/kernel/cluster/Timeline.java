package glimpse.kernel.cluster;

import glimpse.cluster.pool.ChunkRan;
import glimpse.cluster.pool.MapListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Who ran which chunk when: the last maps of a session. Any thread. */
public final class Timeline {
    private static final int MOST_MAPS = 100;
    private static final int MOST_CHUNKS = 20_000;

    private final Deque<MapTrace> maps = new ArrayDeque<>();
    private int chunks;
    private int begun;

    /** A chunk of one of the maps. */
    public record Entry(String map, ChunkRan chunk) {}

    /** What one map tells. */
    private final class MapTrace implements MapListener {
        private final String name;
        private final List<ChunkRan> ran = new ArrayList<>();

        private MapTrace(String name) {
            this.name = name;
        }

        @Override
        public void chunk(ChunkRan chunk) {
            synchronized (Timeline.this) {
                ran.add(chunk);
                chunks++;
                forget();
            }
        }
    }

    /** A listener for one map. */
    synchronized MapListener begin(String name) {
        begun++;
        MapTrace trace = new MapTrace(name.isEmpty() ? "map " + begun : name);
        maps.add(trace);
        forget();
        return trace;
    }

    private void forget() {
        while (maps.size() > 1 && (maps.size() > MOST_MAPS || chunks > MOST_CHUNKS)) {
            chunks -= maps.remove().ran.size();
        }
    }

    /** The chunks of the last maps, the newest map last. */
    public synchronized List<Entry> entries(int lastMaps) {
        List<Entry> entries = new ArrayList<>();
        int skipped = Math.max(0, maps.size() - lastMaps);
        maps.stream().skip(skipped).forEach(map -> map.ran.forEach(chunk -> entries.add(new Entry(map.name, chunk))));
        return entries;
    }
}
