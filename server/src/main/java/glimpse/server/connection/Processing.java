package glimpse.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.gearman.packet.FramingException;
import glimpse.server.admin.AdminCommands;
import glimpse.server.job.JobServer;
import glimpse.server.job.PacketDispatch;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the core, round by round: {@link #beginRound}, what has come in, {@link #endRound}. One thread at a time, always the same.
 */
final class Processing {
    private static final Logger LOG = LoggerFactory.getLogger(Processing.class);

    /** Brings the answers of a round to their sockets. */
    interface Flush {
        /** Takes and sends the answers of these connections; the list is used again. */
        void flush(List<Connection> connections);
    }

    private final JobServer server;
    private final AdminCommands admin;
    private final Flush flush;
    private final long startNanos = System.nanoTime();
    private final Outgoing outgoing = new Outgoing();
    private Runnable afterRound;
    private Runnable whenEmpty;

    Processing(JobServer server, AdminCommands admin, Flush flush) {
        this.server = server;
        this.admin = admin;
        this.flush = flush;
    }

    JobServer server() {
        return server;
    }

    void beginRound() {
        server.tick((System.nanoTime() - startNanos) / 1_000_000, System.currentTimeMillis());
    }

    /**
     * Sends the answers that leave now.
     *
     * @return milliseconds until the next round has to begin even if nothing comes in; 0 if there are answers that have not left
     */
    long endRound(Outgoing.Input input) {
        if (!outgoing.isEmpty()) {
            flush.flush(outgoing.leaving(input, System.nanoTime()));
        }
        if (afterRound != null && outgoing.isEmpty()) {
            afterRound.run();
            afterRound = null;
        }
        if (whenEmpty != null && outgoing.isEmpty() && server.isEmpty()) {
            whenEmpty.run();
            whenEmpty = null;
        }
        return outgoing.isEmpty() ? Math.max(1, server.waitMillis()) : 0;
    }

    /** Runs something once, at the end of the first round after which no job is left. */
    void whenEmpty(Runnable action) {
        whenEmpty = action;
    }

    /** Runs something once, when all answers are on their way. */
    void afterRound(Runnable action) {
        afterRound = action;
    }

    void hasAnswers(Connection connection) {
        outgoing.add(connection);
    }

    void process(Event event) {
        Connection connection = event.connection();
        try {
            switch (event.kind()) {
                case OPENED -> connection.begin(server);
                case CLOSED -> server.disconnected(connection.peer());
                case BROKEN -> connection.malformed(new String(event.body(), UTF_8));
                case ACTION -> event.action().accept(server);
                case LINE -> line(connection, event.body());
                case PACKET -> packet(connection, event);
            }
        } catch (FramingException e) {
            connection.malformed(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{}: {} {}, closed", connection, event.kind(), event.type(), e);
            connection.close();
        }
    }

    private void packet(Connection connection, Event event) throws FramingException {
        if (connection.isClosing()) {
            return;
        }
        PacketDispatch.dispatch(server, connection.peer(), event.magic(), event.type(), event.body());
    }

    private void line(Connection connection, byte[] line) {
        if (connection.isClosing()) {
            return;
        }
        Optional<String> reply = admin.reply(connection.peer(), new String(line, ISO_8859_1));
        if (reply.isPresent()) {
            connection.peer().answers().text(reply.get());
        } else {
            connection.close();
        }
    }
}
