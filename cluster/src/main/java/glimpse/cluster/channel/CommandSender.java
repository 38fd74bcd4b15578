package glimpse.cluster.channel;

import glimpse.cluster.socket.SocketThread;
import glimpse.cluster.socket.Sockets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Sends commands and collects the replies. {@link #send}, {@link #submit} and {@link #workers} may be called from any thread;
 * the rest runs on the front end's socket thread.
 *
 * <p>No command is lost: every worker subscribes to a topic of its own, so the sender knows who is there; a worker that comes while
 * a command is pending gets it, and who does not answer gets it again. Workers obey a command once. A sender that has just
 * come up cannot know whether it sees all workers already; until a reconnecting worker must have been seen it does not say "all have
 * answered".
 */
public final class CommandSender {
    private static final long MILLI = 1_000_000;

    /** Names in one message; a header has to stay below 64 KiB. */
    private static final int NAMES = 400;

    /** What the socket can do for the sender. */
    interface Wire {
        void send(Message message);
    }

    private final String id;
    private final long settleNanos;
    private final boolean direct;
    private final Map<String, PendingCommand> pending = new HashMap<>();
    private final Set<String> roster = new TreeSet<>();
    private volatile Set<String> workers = Set.of();
    private SocketThread thread;
    private Wire wire;
    private boolean up;
    private long upSinceNanos;

    CommandSender(String id, boolean direct) {
        this.id = id;
        this.direct = direct;
        this.settleNanos = Sockets.MAX_RECONNECT_MILLIS * MILLI * (direct ? 2 : 1);
    }

    void attach(SocketThread socketThread) {
        thread = socketThread;
    }

    /** Sends, and waits for the replies of all workers that are there, at most so long. */
    public List<Reply> send(Command command, Duration wait) throws InterruptedException {
        try {
            return submit(command, wait).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Sends without waiting; the future has the replies when all have answered or the time is over. */
    public CompletableFuture<List<Reply>> submit(Command command, Duration wait) {
        CompletableFuture<List<Reply>> future = new CompletableFuture<>();
        long deadline = System.nanoTime() + wait.toNanos();
        thread.execute(() -> begin(new PendingCommand(command, future, deadline)));
        return future;
    }

    /** The workers that are connected now, by their ids. */
    public Set<String> workers() {
        return workers;
    }

    void opened(Wire open, long nowNanos) {
        wire = open;
        if (direct) {
            linkIsUp(nowNanos);
        }
    }

    private void linkIsUp(long nowNanos) {
        up = true;
        upSinceNanos = nowNanos;
    }

    private void begin(PendingCommand command) {
        pending.put(command.command.id(), command);
        command.resendNanos = System.nanoTime() + PendingCommand.RESEND_NANOS;
        if (!command.command.targets().isEmpty()) {
            command.command.targets().forEach(worker -> send(command, Topic.worker(worker)));
        } else {
            sendToAll(command);
        }
    }

    /** Names those who are there: who comes later is to obey only what is sent to him. */
    private void sendToAll(PendingCommand command) {
        List<String> names = List.copyOf(roster);
        for (int from = 0; from < names.size(); from += NAMES) {
            Set<String> some = Set.copyOf(names.subList(from, Math.min(names.size(), from + NAMES)));
            wire.send(command.command.message(Topic.ALL_WORKERS, some, id, System.currentTimeMillis()));
        }
    }

    private void send(PendingCommand command, Topic workers) {
        wire.send(command.command.message(workers, command.command.targets(), id, System.currentTimeMillis()));
    }

    /** Learns who has come or gone. */
    void changed(Subscriptions.Change change, long nowNanos) {
        if (!up) {
            linkIsUp(nowNanos);
        }
        String worker = change.topic().workerId();
        if (worker == null) {
            return;
        }
        if (change.subscribed() ? roster.add(worker) : roster.remove(worker)) {
            workers = Set.copyOf(roster);
        }
        if (roster.isEmpty() && !direct) {
            up = false;
        }
        if (change.subscribed()) {
            pending.values().stream()
                    .filter(command -> command.isFor(worker))
                    .forEach(command -> send(command, change.topic()));
        }
    }

    void replied(Reply reply) {
        PendingCommand command = pending.get(reply.command());
        if (command != null) {
            command.replied(reply);
        }
    }

    /** Sends again what is due, completes what is answered or overdue; returns the milliseconds until the next is due, or -1. */
    long tick(long nowNanos) {
        long next = Long.MAX_VALUE;
        for (var all = pending.values().iterator(); all.hasNext(); ) {
            PendingCommand command = all.next();
            if (isOver(command, nowNanos)) {
                all.remove();
                command.complete();
                continue;
            }
            if (nowNanos - command.resendNanos >= 0) {
                command.resendNanos = nowNanos + PendingCommand.RESEND_NANOS;
                command.unanswered(roster).forEach(worker -> send(command, Topic.worker(worker)));
            }
            next = Math.min(next, nextEvent(command, nowNanos));
        }
        return next == Long.MAX_VALUE ? -1 : TimeUnit.NANOSECONDS.toMillis(next) + 1;
    }

    private boolean isOver(PendingCommand command, long nowNanos) {
        boolean sure = !command.command.targets().isEmpty() || (command.isAnswered() && isSettled(nowNanos));
        return nowNanos - command.deadlineNanos >= 0
                || command.future.isDone()
                || (sure && command.unanswered(roster).isEmpty());
    }

    private boolean isSettled(long nowNanos) {
        return up && nowNanos - upSinceNanos >= settleNanos;
    }

    private long nextEvent(PendingCommand command, long nowNanos) {
        long next = Math.min(command.deadlineNanos - nowNanos, command.resendNanos - nowNanos);
        return up && !isSettled(nowNanos) ? Math.min(next, upSinceNanos + settleNanos - nowNanos) : next;
    }

    /** Ends what is pending with what has been answered. */
    void close() {
        pending.values().forEach(PendingCommand::complete);
        pending.clear();
    }
}
