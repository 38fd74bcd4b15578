package glimpse.worker.slot;

import glimpse.cluster.task.PartRequest;
import glimpse.gearman.admin.AdminConnections;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of the values of front ends that have gone without saying so: those that twice in a row offer nothing at any job server. */
final class SharedWatch implements ServerWatch.Look {
    private static final Logger LOG = LoggerFactory.getLogger(SharedWatch.class);

    /** Values that stay a while do no harm, and a front end that has lost its connections is back by then. */
    private static final long LOOK_MILLIS = 15_000;

    private final List<HostPort> servers;
    private final SharedValues shared;
    private final Set<String> missed = new HashSet<>();

    SharedWatch(List<HostPort> servers, SharedValues shared) {
        this.servers = servers;
        this.shared = shared;
    }

    @Override
    public long look(AdminConnections connections) {
        Set<String> sessions = shared.sessions();
        missed.retainAll(sessions);
        if (!sessions.isEmpty()) {
            try {
                Set<String> offered = new HashSet<>();
                for (HostPort server : servers) {
                    offered.addAll(connections.ask(server, FrontEndWatch::offered));
                }
                sessions.forEach(session -> judge(session, offered.contains(PartRequest.function(session))));
            } catch (IOException e) {
                LOG.debug("{}", e.getMessage());
                missed.clear(); // who cannot be asked may have it
            }
        }
        return LOOK_MILLIS;
    }

    private void judge(String session, boolean isOffered) {
        if (isOffered) {
            missed.remove(session);
        } else if (!missed.add(session)) {
            LOG.info("front end {} has gone; what it has shared is let go of", session);
            shared.forget(session);
        }
    }
}
