package glimpse.launcher.cluster;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.config.ClusterConfig;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sends one command to all workers from a process that lives no longer than that, and says who did not answer. */
final class Telling {
    /** How long workers have to be found and to answer, unless the user says otherwise. */
    static final Duration WAIT = Duration.ofSeconds(10);

    private final ClusterConfig config;
    private final PrintWriter err;

    Telling(ClusterConfig config, PrintWriter err) {
        this.config = config;
        this.err = err;
    }

    /** Returns the replies that came in time; returns early when all workers have answered. */
    List<Reply> tell(String command, Duration wait) throws InterruptedException {
        try (FrontEndChannels channels = FrontEndChannels.open(config)) {
            List<Reply> replies = channels.commands().send(Command.toAll(command), wait);
            complain(replies, channels.commands().workers(), wait);
            return replies;
        }
    }

    private void complain(List<Reply> replies, Set<String> connected, Duration wait) {
        Set<String> silent = new TreeSet<>(connected);
        for (Reply reply : replies) {
            silent.remove(reply.worker());
            if (!reply.ok()) {
                err.println(reply.worker() + ": " + reply.error());
            }
        }
        if (!silent.isEmpty()) {
            err.println("No answer within " + wait.toMillis() + " ms from " + String.join(", ", silent) + ".");
        } else if (replies.isEmpty()) {
            err.println("No worker answered within " + wait.toMillis() + " ms.");
        }
    }

    /** Says how many workers obeyed; the original's exit status is 0 whoever answered. */
    static int acknowledged(List<Reply> replies, PrintWriter out, String what) {
        long count = replies.stream().filter(Reply::ok).count();
        out.println(count == 1 ? "1 worker " + what + "." : count + " workers " + what + ".");
        return 0;
    }
}
