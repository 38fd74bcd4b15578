package glimpse.server.connection;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.admin.AdminCommands;
import glimpse.server.job.Bytes;
import glimpse.server.job.JobServer;
import glimpse.server.job.LentBytes;
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
    private final PacketDispatch dispatch;
    private final AdminCommands admin;
    private final Flush flush;
    private final long startNanos = System.nanoTime();
    private final Outgoing outgoing = new Outgoing();
    private Runnable afterRound;
    private Runnable whenEmpty;

    Processing(JobServer server, AdminCommands admin, Flush flush) {
        this.server = server;
        this.dispatch = new PacketDispatch(server);
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
                case BROKEN -> connection.malformed(event.body().toString());
                case ACTION -> event.action().accept(server);
                case LINE -> line(connection, event.body());
                case PACKET -> packet(connection, event.magic(), event.type(), event.body());
            }
        } catch (RuntimeException e) {
            failed(connection, event.kind(), e);
        }
    }

    /**
     * Does what a packet asks for.
     *
     * @param body may be {@linkplain LentBytes lent}
     */
    void packet(Connection connection, Magic magic, PacketType type, Bytes body) {
        if (connection.isClosing()) {
            return;
        }
        try {
            dispatch.dispatch(connection.peer(), magic, type, body);
        } catch (FramingException e) {
            connection.malformed(e.getMessage());
        } catch (RuntimeException e) {
            failed(connection, type, e);
        }
    }

    private static void failed(Connection connection, Enum<?> what, RuntimeException e) {
        LOG.error("{}: {}, closed", connection, what, e);
        connection.close();
    }

    private void line(Connection connection, Bytes line) {
        if (connection.isClosing()) {
            return;
        }
        Optional<String> reply = admin.reply(connection.peer(), line.latin1());
        if (reply.isPresent()) {
            connection.peer().answers().text(reply.get());
        } else {
            connection.close();
        }
    }
}
