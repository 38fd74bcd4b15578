package glimpse.gearman.admin;

import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.HostPort;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admin connections to several job servers, each made when it is first needed and kept until it fails. One thread asks; any closes, which ends
 * a question that is being asked.
 */
public final class AdminConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminConnections.class);

    private final ConnectionOptions options;
    private final Map<HostPort, GearmanAdmin> kept = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param options how long connecting, and each answer after it, may take */
    public AdminConnections(ConnectionOptions options) {
        this.options = options;
    }

    /** What is asked on a connection. */
    public interface Question<T> {
        T ask(GearmanAdmin connection) throws IOException;
    }

    /**
     * Asks a server. A kept connection that the server has closed meanwhile is made anew, once.
     *
     * @throws IOException if the server does not answer in time; the next question connects again
     */
    public <T> T ask(HostPort server, Question<T> question) throws IOException {
        GearmanAdmin connection = kept.get(server);
        if (connection != null) {
            try {
                return ask(server, connection, question);
            } catch (EOFException | SocketException stale) {
                LOG.debug("{}: {}", server, stale.getMessage());
            }
        }
        return ask(server, connect(server), question);
    }

    private GearmanAdmin connect(HostPort server) throws IOException {
        GearmanAdmin connection = GearmanAdmin.connect(server, options);
        kept.put(server, connection);
        if (closed) {
            drop(server, connection);
            throw new IOException("the admin connections were closed");
        }
        return connection;
    }

    private <T> T ask(HostPort server, GearmanAdmin connection, Question<T> question) throws IOException {
        try {
            return question.ask(connection);
        } catch (AdminException answered) {
            throw answered;
        } catch (IOException e) {
            drop(server, connection);
            throw e;
        }
    }

    private void drop(HostPort server, GearmanAdmin connection) {
        kept.remove(server, connection);
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("an admin connection to {}", server, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Map.copyOf(kept).forEach(this::drop);
    }
}
