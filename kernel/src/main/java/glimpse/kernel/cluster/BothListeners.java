package glimpse.kernel.cluster;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.pool.ChunkRan;
import glimpse.cluster.pool.MapListener;
import glimpse.cluster.pool.Progress;

/** Two listeners of one map. */
record BothListeners(MapListener first, MapListener second) implements MapListener {
    @Override
    public void progress(Progress progress) {
        first.progress(progress);
        second.progress(progress);
    }

    @Override
    public void chunk(ChunkRan ran) {
        first.chunk(ran);
        second.chunk(ran);
    }

    @Override
    public void log(LogEvent event) {
        first.log(event);
        second.log(event);
    }

    @Override
    public void linesLost(String worker, long lines) {
        first.linesLost(worker, lines);
        second.linesLost(worker, lines);
    }

    @Override
    public void waiting(String reason) {
        first.waiting(reason);
        second.waiting(reason);
    }
}
