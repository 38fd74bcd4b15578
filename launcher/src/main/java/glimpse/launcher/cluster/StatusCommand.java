package glimpse.launcher.cluster;

import glimpse.cluster.config.ClusterConfig;
import glimpse.gearman.admin.FunctionStatus;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.HostPort;
import glimpse.worker.node.NodeStats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glimpse cluster status}: the job servers, what waits in them, and the workers. */
@Command(name = "status", description = "Show the job servers with their queues, and the workers with their slots.")
final class StatusCommand extends ClusterAction {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    @Option(
            names = {"-w", "--wait"},
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How long to wait for workers at most (default: ${DEFAULT-VALUE}).")
    private double waitSeconds;

    @Override
    int run(List<Path> files) throws InterruptedException {
        ClusterConfig config = config(files);
        ConnectionOptions connection = config.connection().withConnectTimeout(CONNECT);
        config.client().jobServers().forEach(server -> printJobServer(server, connection));
        List<NodeStats> workers = Pings.ping(config, waitSeconds, err());
        workers.forEach(this::printWorker);
        out().printf(
                        Locale.ROOT,
                        "%d of %d slots busy%n",
                        workers.stream().mapToInt(NodeStats::busy).sum(),
                        workers.stream().mapToInt(NodeStats::slots).sum());
        return 0;
    }

    private void printJobServer(HostPort server, ConnectionOptions connection) {
        try (GearmanAdmin admin = GearmanAdmin.connect(server, connection)) {
            out().println("job server " + server + "  " + admin.version());
            admin.status().forEach(this::printFunction);
        } catch (IOException e) {
            out().println("job server " + server + "  no answer: " + e.getMessage());
        }
    }

    private void printFunction(FunctionStatus function) {
        out().printf(
                        Locale.ROOT,
                        "  %s: %d waiting, %d running, %d workers%n",
                        function.function(),
                        function.total() - function.running(),
                        function.running(),
                        function.workers());
    }

    private void printWorker(NodeStats worker) {
        out().printf(
                        Locale.ROOT,
                        "worker %s pid %d  %d of %d slots busy, %d chunks done, Java %s%n",
                        worker.host(),
                        worker.pid(),
                        worker.busy(),
                        worker.slots(),
                        worker.requests(),
                        worker.jdk());
    }
}
