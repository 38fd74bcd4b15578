package glimpse.cluster.channel;

import glimpse.cluster.security.ClusterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The commands that a worker has obeyed, so that it obeys each once. Used on the socket's thread.
 *
 * <p>In a cluster with a key nobody else can make a worker obey a command a second time, or obey one that was meant for another: a command names
 * its workers and the time when it was sent, under its signature. One that is older than {@link #WINDOW} is refused, and the names of younger ones
 * are all known; a worker that was started after a command is not among those it names.
 */
final class ObeyedCommands {
    /** How old a command may be, by this machine's clock, and how much that may be slow. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** Without a key anybody can send as many as he likes. */
    private static final int REMEMBERED = 1_000;

    private final String worker;
    private final boolean isStrict;

    /** When each was last seen, in nanoseconds; the eldest first. */
    private final Map<String, Long> seen = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Reply> replies = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reply> eldest) {
            return size() > REMEMBERED;
        }
    };

    ObeyedCommands(String worker, ClusterKey key) {
        this.worker = worker;
        this.isStrict = !key.isNone();
    }

    /**
     * Takes a command for this worker; false if it has come before.
     *
     * @throws BadMessageException if it has been recorded and is played back
     */
    boolean begin(Command.Received received, long nowMillis, long nowNanos) throws BadMessageException {
        if (isStrict) {
            requireForThis(received);
            requireFresh(received, nowMillis);
        }
        forgetOld(nowNanos);
        return seen.put(received.command().id(), nowNanos) == null;
    }

    private void requireForThis(Command.Received received) throws BadMessageException {
        if (received.command().targets().isEmpty() && !received.topic().equals(Topic.worker(worker))) {
            throw new BadMessageException("command " + received.command().name()
                    + " for all workers without their names (expected: " + worker + " among its targets)");
        }
    }

    private static void requireFresh(Command.Received received, long nowMillis) throws BadMessageException {
        if (Math.abs(nowMillis - received.sentMillis()) > WINDOW.toMillis()) {
            throw new BadMessageException("command " + received.command().name() + " of "
                    + Instant.ofEpochMilli(received.sentMillis()) + ", it is " + Instant.ofEpochMilli(nowMillis)
                    + " here (expected: at most " + WINDOW.toMinutes()
                    + " minutes between; are the clocks of front end and worker right?)");
        }
    }

    private void forgetOld(long nowNanos) {
        for (Iterator<Long> eldest = seen.values().iterator();
                seen.size() >= REMEMBERED && eldest.hasNext() && isOld(eldest.next(), nowNanos); ) {
            eldest.remove();
        }
    }

    /** One that was sent with a clock that is fast can come again so late. */
    private boolean isOld(long seenNanos, long nowNanos) {
        return !isStrict || nowNanos - seenNanos > 2 * WINDOW.toNanos();
    }

    /** The command that this answers has been obeyed. */
    void replied(Reply reply) {
        replies.put(reply.command(), reply);
    }

    /** The reply to one of the last commands, if there is one yet. */
    Optional<Reply> reply(String command) {
        return Optional.ofNullable(replies.get(command));
    }
}
