package glimpse.cluster.pool;

import java.util.Collection;
import java.util.List;

/** What a map looks after while nothing happens: jobs that may be lost, workers that are not there. One thread. */
final class MapWatch {
    private static final long LOOK_NANOS = 250_000_000;
    private static final long QUIET_NANOS = 1_000_000_000;
    private static final long PATIENCE_NANOS = 2_000_000_000;

    private final JobServers servers;
    private final String noWorker;
    private final MapListener listener;
    private final VanishedWorkers vanished = new VanishedWorkers();

    private long lookNanos;
    private long movedNanos;
    private long movedDone = -1;
    private String said = "";
    private String lost = "";

    /** @param noWorker what to tell while no worker is there */
    MapWatch(JobServers servers, String noWorker, MapListener listener, long nowNanos) {
        this.servers = servers;
        this.noWorker = noWorker;
        this.listener = listener;
        this.lookNanos = nowNanos;
        this.movedNanos = nowNanos;
    }

    /** The chunks of which nothing was heard for a second: the C server can lose a job without a word. */
    List<OpenChunk> quiet(Collection<OpenChunk> open, long nowNanos) {
        if (nowNanos - lookNanos < LOOK_NANOS) {
            return List.of();
        }
        lookNanos = nowNanos;
        vanished.look(servers.workersOnChannel(), nowNanos);
        return open.stream()
                .filter(chunk -> chunk.isQuiet(nowNanos, QUIET_NANOS))
                .toList();
    }

    /** Tells whether a worker has the chunk that is out of reach. */
    boolean isOutOfReach(OpenChunk chunk, long nowNanos) {
        return vanished.have(chunk, nowNanos);
    }

    void serverLost(String why) {
        lost = why;
    }

    /** Says once for each reason why nothing has moved for two seconds, if no slot is there to move it. */
    void checkWorkers(long done, Collection<OpenChunk> open, long nowNanos) {
        if (done != movedDone) {
            movedDone = done;
            movedNanos = nowNanos;
            said = "";
            lost = "";
        } else if (nowNanos - movedNanos >= PATIENCE_NANOS) {
            String reason = reason(open);
            if (!reason.isEmpty() && !reason.equals(said)) {
                said = reason;
                listener.waiting(reason);
            }
        }
    }

    private String reason(Collection<OpenChunk> open) {
        boolean reached = open.stream().anyMatch(chunk -> chunk.job().isPresent());
        if (!reached) {
            return "no job server answers" + (lost.isEmpty() ? "" : ": " + lost);
        }
        return servers.slots().available() > 0 ? "" : noWorker;
    }
}
