package glimpse.cluster.pool;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandSender;
import glimpse.cluster.channel.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which workers on the command channel answer: one that was stopped keeps its connections, and with them its jobs. Pings all every two seconds
 * while somebody asks. Any thread.
 */
final class WorkerPulse {
    private static final long PING_NANOS = 2_000_000_000L;
    private static final Duration PING_WAIT = Duration.ofMillis(1_500);

    /** A worker answers whatever its slots do; so long takes no pause of a JVM that is of use. */
    private static final long SILENT_NANOS = 8_000_000_000L;

    private final CommandSender commands;
    private final Map<String, Long> answeredNanos = new HashMap<>();
    private long pingedNanos;

    WorkerPulse(CommandSender commands) {
        this.commands = commands;
        this.pingedNanos = System.nanoTime() - 2 * PING_NANOS;
    }

    /** Those that are on the channel, without those that have answered nothing for eight seconds. */
    synchronized Set<String> answering(long nowNanos) {
        Set<String> present = commands.workers();
        answeredNanos.keySet().retainAll(present);
        if (nowNanos - pingedNanos >= 2 * PING_NANOS) {
            answeredNanos.clear(); // nobody has asked for a while
        }
        present.forEach(worker -> answeredNanos.putIfAbsent(worker, nowNanos));
        if (nowNanos - pingedNanos >= PING_NANOS) {
            pingedNanos = nowNanos;
            var unused = commands.submit(Command.toAll(Command.PING), PING_WAIT).thenAccept(this::answered);
        }
        return present.stream()
                .filter(worker -> nowNanos - answeredNanos.get(worker) < SILENT_NANOS)
                .collect(Collectors.toUnmodifiableSet());
    }

    private synchronized void answered(List<Reply> replies) {
        long nowNanos = System.nanoTime();
        replies.forEach(reply -> answeredNanos.replace(reply.worker(), nowNanos));
    }
}
