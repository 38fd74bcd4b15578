package glimpse.kernel.cluster;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.pool.MapListener;

/** Passes on what tasks print, and no progress: for a stream of results, whose reader shows how far it is. */
record LinesOnly(MapListener to) implements MapListener {
    @Override
    public void log(LogEvent event) {
        to.log(event);
    }

    @Override
    public void linesLost(String worker, long lines) {
        to.linesLost(worker, lines);
    }

    @Override
    public void waiting(String reason) {
        to.waiting(reason);
    }
}
