package glimpse.worker.slot;

import glimpse.cluster.task.DetachedChunk;
import glimpse.gearman.admin.AdminConnections;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has workers look for detached jobs whose time has come: Debian's gearmand 1.1.20 keeps them until then and wakes nobody. Any other job
 * does that, so an empty one is sent while slots are idle and detached jobs wait. Looks once a second.
 */
final class DueWatch implements ServerWatch.Look {
    /** The Gearman function of the empty job. */
    static final String WAKE = "glimpse_wake";

    private static final Logger LOG = LoggerFactory.getLogger(DueWatch.class);
    private static final long LOOK_MILLIS = 1000;

    private final List<HostPort> servers;
    private final GearmanClient client;
    private final BooleanSupplier hasIdleSlots;

    DueWatch(List<HostPort> servers, GearmanClient client, BooleanSupplier hasIdleSlots) {
        this.servers = servers;
        this.client = client;
        this.hasIdleSlots = hasIdleSlots;
    }

    @Override
    public long look(AdminConnections connections) {
        for (HostPort server : servers) {
            try {
                if (hasIdleSlots.getAsBoolean() && connections.ask(server, DueWatch::hasWaiting)) {
                    var unused = client.run(Job.of(WAKE, new byte[0]));
                }
            } catch (IOException e) {
                LOG.debug("{}: {}", server, e.getMessage());
            }
        }
        return LOOK_MILLIS;
    }

    private static boolean hasWaiting(GearmanAdmin admin) throws IOException {
        return admin.status().stream()
                .anyMatch(status ->
                        status.function().equals(DetachedChunk.FUNCTION) && status.total() > status.running());
    }
}
