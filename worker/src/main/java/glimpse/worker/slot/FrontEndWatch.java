package glimpse.worker.slot;

import glimpse.cluster.task.PartRequest;
import glimpse.gearman.admin.FunctionStatus;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the tasks of front ends that have died: a job server tells nobody that a client is gone, but a front end also offers
 * {@code glimpse_image.<session>}, and that goes with it. Has a thread, which asks the job servers four times a second while something runs.
 */
final class FrontEndWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontEndWatch.class);
    private static final long LOOK_MILLIS = 250;

    /** After so many looks in vain a front end that was there is gone. */
    private static final int LOOKS_IN_VAIN = 4;

    /** One that was not seen yet may be connecting, and so may all be when a job server has been away. */
    private static final int MORE_LOOKS_IN_VAIN = 16;

    private static final long TROUBLE_NANOS = 5_000_000_000L;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final List<HostPort> servers;
    private final CancelledMaps maps;
    private final Thread thread = new Thread(this::run, "front-end-watch");
    private final Map<String, Integer> missing = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long troubleNanos = System.nanoTime() - TROUBLE_NANOS;

    FrontEndWatch(List<HostPort> servers, CancelledMaps maps) {
        this.servers = servers;
        this.maps = maps;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                look(maps.sessions());
            }
        } catch (InterruptedException closed) {
            LOG.debug("closed");
        }
    }

    private void look(Set<String> sessions) {
        missing.keySet().retainAll(sessions);
        seen.retainAll(sessions);
        if (sessions.isEmpty()) {
            return;
        }
        Set<String> offered = new HashSet<>();
        try {
            for (HostPort server : servers) {
                offered.addAll(offered(server));
            }
        } catch (IOException e) {
            LOG.debug("{}", e.getMessage());
            troubleNanos = System.nanoTime();
            missing.clear();
            return; // who cannot be asked may have it
        }
        boolean quiet = System.nanoTime() - troubleNanos >= TROUBLE_NANOS;
        for (String session : sessions) {
            if (offered.contains(PartRequest.function(session))) {
                missing.remove(session);
                seen.add(session);
            } else if (missing.merge(session, 1, Integer::sum)
                    >= (quiet && seen.contains(session) ? LOOKS_IN_VAIN : MORE_LOOKS_IN_VAIN)) {
                LOG.info("front end {} has gone; {} tasks stopped", session, maps.cancelSession(session));
            }
        }
    }

    private static Set<String> offered(HostPort server) throws IOException {
        Set<String> functions = new HashSet<>();
        try (GearmanAdmin admin = GearmanAdmin.connect(server, TIMEOUT)) {
            for (FunctionStatus status : admin.status()) {
                if (status.workers() > 0) {
                    functions.add(status.function());
                }
            }
        }
        return functions;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
