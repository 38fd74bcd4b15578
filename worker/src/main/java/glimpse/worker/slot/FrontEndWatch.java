package glimpse.worker.slot;

import glimpse.cluster.task.PartRequest;
import glimpse.gearman.admin.AdminConnections;
import glimpse.gearman.admin.FunctionStatus;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the tasks of front ends that have died: a job server tells nobody that a client is gone, but a front end also offers
 * {@code glimpse_image.<session>}, and that goes with it. Looks four times a second while something runs, and more often when a front end
 * is missed, so that its slots are free within a second.
 */
final class FrontEndWatch implements ServerWatch.Look {
    private static final Logger LOG = LoggerFactory.getLogger(FrontEndWatch.class);
    private static final long LOOK_MILLIS = 250;
    private static final long LOOK_AGAIN_MILLIS = 60;

    /** A front end that was there and is missed for so long is gone: one that has lost a connection is back by then. */
    private static final long GONE_NANOS = 400_000_000L;

    /** One that was not seen yet may be connecting, and so may all be when a job server has gone or come back of late. */
    private static final long NOT_COME_NANOS = 4_000_000_000L;

    private static final long TROUBLE_NANOS = 5_000_000_000L;

    private final List<HostPort> servers;
    private final CancelledMaps maps;
    private final LongSupplier nanoClock;
    private final Map<String, Long> missedSinceNanos = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private Set<HostPort> silent = Set.of();
    private long troubleNanos;

    FrontEndWatch(List<HostPort> servers, CancelledMaps maps, LongSupplier nanoClock) {
        this.servers = servers;
        this.maps = maps;
        this.nanoClock = nanoClock;
        this.troubleNanos = nanoClock.getAsLong() - TROUBLE_NANOS;
    }

    @Override
    public long look(AdminConnections connections) {
        Set<String> sessions = maps.sessions();
        missedSinceNanos.keySet().retainAll(sessions);
        seen.retainAll(sessions);
        gone.retainAll(sessions);
        if (sessions.isEmpty()) {
            return LOOK_MILLIS;
        }
        Set<String> offered = askAll(connections);
        long nowNanos = nanoClock.getAsLong();
        if (silent.size() == servers.size()) {
            missedSinceNanos.clear(); // they may be there
        } else {
            sessions.forEach(session -> judge(session, offered.contains(PartRequest.function(session)), nowNanos));
        }
        return gone.containsAll(missedSinceNanos.keySet()) ? LOOK_MILLIS : LOOK_AGAIN_MILLIS;
    }

    private Set<String> askAll(AdminConnections connections) {
        Set<String> offered = new HashSet<>();
        Set<HostPort> silentNow = new HashSet<>();
        for (HostPort server : servers) {
            try {
                offered.addAll(connections.ask(server, FrontEndWatch::offered));
            } catch (IOException e) {
                LOG.debug("{}", e.getMessage());
                silentNow.add(server);
            }
        }
        if (!silentNow.equals(silent)) {
            silent = silentNow;
            troubleNanos = nanoClock.getAsLong();
        }
        return offered;
    }

    private void judge(String session, boolean isOffered, long nowNanos) {
        if (isOffered) {
            seen.add(session);
            missedSinceNanos.remove(session);
            gone.remove(session);
            return;
        }
        long missedNanos = nowNanos - missedSinceNanos.computeIfAbsent(session, s -> nowNanos);
        boolean quiet = nowNanos - troubleNanos >= TROUBLE_NANOS;
        if (missedNanos >= (quiet && seen.contains(session) ? GONE_NANOS : NOT_COME_NANOS)) {
            int stopped = maps.cancelSession(session);
            if (gone.add(session)) {
                LOG.info("front end {} has gone; {} tasks stopped", session, stopped);
            }
        }
    }

    /** The functions that somebody offers. */
    static Set<String> offered(GearmanAdmin admin) throws IOException {
        Set<String> functions = new HashSet<>();
        for (FunctionStatus status : admin.status()) {
            if (status.workers() > 0) {
                functions.add(status.function());
            }
        }
        return functions;
    }
}
