package glimpse.worker.slot;

import glimpse.cluster.task.DetachedChunk;
import glimpse.gearman.admin.FunctionStatus;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has workers look for detached jobs whose time has come: Debian's gearmand 1.1.20 keeps them until then and wakes nobody. Any other job
 * does that, so an empty one is sent while slots are idle and detached jobs wait. Has a thread, which looks once a second.
 */
final class DueWatch implements AutoCloseable {
    /** The Gearman function of the empty job. */
    static final String WAKE = "glimpse_wake";

    private static final Logger LOG = LoggerFactory.getLogger(DueWatch.class);
    private static final long LOOK_MILLIS = 1000;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final List<HostPort> servers;
    private final GearmanClient client;
    private final BooleanSupplier hasIdleSlots;
    private final Map<HostPort, GearmanAdmin> connections = new HashMap<>();
    private final Thread thread = new Thread(this::run, "due-watch");

    DueWatch(List<HostPort> servers, GearmanClient client, BooleanSupplier hasIdleSlots) {
        this.servers = servers;
        this.client = client;
        this.hasIdleSlots = hasIdleSlots;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                for (HostPort server : servers) {
                    if (hasIdleSlots.getAsBoolean() && hasWaiting(server)) {
                        var unused = client.run(Job.of(WAKE, new byte[0]));
                    }
                }
            }
        } catch (InterruptedException closed) {
            connections.values().forEach(DueWatch::close);
        }
    }

    private boolean hasWaiting(HostPort server) {
        GearmanAdmin connection = connections.remove(server);
        try {
            if (connection == null) {
                connection = GearmanAdmin.connect(server, TIMEOUT);
            }
            List<FunctionStatus> functions = connection.status();
            connections.put(server, connection);
            return functions.stream()
                    .anyMatch(status ->
                            status.function().equals(DetachedChunk.FUNCTION) && status.total() > status.running());
        } catch (IOException e) {
            LOG.debug("{}: {}", server, e.getMessage());
            close(connection);
            return false;
        }
    }

    private static void close(GearmanAdmin connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("an admin connection", e);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
