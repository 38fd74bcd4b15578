package glimpse.launcher.cluster;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.ConfigException;
import glimpse.worker.node.NodeStats;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Pings all workers. */
final class Pings {
    private static final double MAX_SECONDS = 3_600;

    private Pings() {}

    /** Prints the original's table, nothing on standard output when no worker answers; the exit status is 0 either way. */
    static int run(ClusterConfig config, double waitSeconds, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        List<NodeStats> workers = ping(config, waitSeconds, err);
        PingTable.lines(workers, ZoneId.systemDefault()).forEach(out::println);
        workers.stream()
                .filter(worker -> worker.refused() > 0)
                .forEach(worker -> err.println("worker " + worker.host() + " pid " + worker.pid() + " has refused "
                        + worker.refused() + " jobs, commands or connections that do not have the cluster's keys."));
        return 0;
    }

    /** What the workers answered, in the order of their answers. */
    static List<NodeStats> ping(ClusterConfig config, double waitSeconds, PrintWriter err) throws InterruptedException {
        if (!(waitSeconds > 0 && waitSeconds <= MAX_SECONDS)) {
            throw new ConfigException(
                    "wait time %s (expected: seconds above 0, at most %.0f)".formatted(waitSeconds, MAX_SECONDS));
        }
        Duration wait = Duration.ofMillis(Math.max(1, Math.round(waitSeconds * 1000)));
        List<NodeStats> workers = new ArrayList<>();
        for (Reply reply : new Telling(config, err).tell(Command.PING, wait)) {
            try {
                workers.add(NodeStats.of(reply.values()));
            } catch (IllegalArgumentException e) {
                err.println(reply.worker() + ": " + e.getMessage());
            }
        }
        return workers;
    }
}
