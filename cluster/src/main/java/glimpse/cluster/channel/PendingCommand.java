package glimpse.cluster.channel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A command that awaits replies. Used on the front end's socket thread; only the future is seen by others. */
final class PendingCommand {
    static final long RESEND_NANOS = 500_000_000;

    final Command command;
    final CompletableFuture<List<Reply>> future;
    final long deadlineNanos;
    long resendNanos;
    private final Map<String, Reply> replies = new LinkedHashMap<>();

    PendingCommand(Command command, CompletableFuture<List<Reply>> future, long deadlineNanos) {
        this.command = command;
        this.future = future;
        this.deadlineNanos = deadlineNanos;
    }

    void replied(Reply reply) {
        replies.putIfAbsent(reply.worker(), reply);
    }

    boolean isAnswered() {
        return !replies.isEmpty();
    }

    /** Those of the workers that the command is for and that have not answered. */
    Set<String> unanswered(Set<String> workers) {
        Set<String> left = new HashSet<>(command.targets().isEmpty() ? workers : command.targets());
        left.removeAll(replies.keySet());
        return left;
    }

    boolean isFor(String worker) {
        return command.isFor(worker) && !replies.containsKey(worker);
    }

    void complete() {
        future.complete(new ArrayList<>(replies.values()));
    }
}
