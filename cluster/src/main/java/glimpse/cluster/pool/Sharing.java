package glimpse.cluster.pool;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandSender;
import glimpse.cluster.closure.NotSendableException;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.Shared;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The values that a session has shared. When the last handle of one is released, the workers let go of it. Any thread. */
final class Sharing {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final String sessionId;
    private final SessionClasses session;
    private final CommandSender commands;
    private final Map<String, Integer> handles = new HashMap<>();

    Sharing(String sessionId, SessionClasses session, CommandSender commands) {
        this.sessionId = sessionId;
        this.session = session;
        this.commands = commands;
    }

    <T> Shared<T> share(T value) {
        try {
            Shared<T> shared = Shared.of(value, session, this::released);
            synchronized (this) {
                handles.merge(shared.id(), 1, Integer::sum);
            }
            return shared;
        } catch (NotSendableException e) {
            throw new CannotSendException(e.getMessage(), e);
        }
    }

    /** Somebody may have shared the same content again. */
    private void released(String id) {
        synchronized (this) {
            if (handles.merge(id, -1, (have, one) -> have + one == 0 ? null : have + one) != null) {
                return;
            }
        }
        Command forget = Command.toAll(Command.FORGET_VALUE, Map.of("session", sessionId, "value", id), new byte[0]);
        var unused = commands.submit(forget, ANSWER);
    }
}
