package glimpse.launcher.cluster;

import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.scratch.Scratch;
import glimpse.gearman.admin.ConnectionLine;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse cluster start}: a worker on each of some hosts. */
@Command(
        name = "start",
        description = "Start a worker on each of some hosts, by SSH, and wait until the job server has them.")
final class StartCommand extends ClusterAction {
    private static final long SAY_NANOS = 1_000_000_000L;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Mixin
    private RemoteOptions remote;

    @Option(
            names = {"-n", "--slots"},
            paramLabel = "N",
            description = "How many chunks each runs at once; the number of its processors unless given.")
    private Integer slots;

    @Option(
            names = "--program",
            paramLabel = "PATH",
            description = "Where Glimpse's program is on the hosts; the same place as here unless given.")
    private String program;

    @Option(
            names = {"-w", "--wait"},
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the workers at most (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    /** What the job servers said, if none was there. */
    private final List<String> missing = new ArrayList<>();

    @Override
    int run(List<Path> files) throws InterruptedException, IOException {
        ClusterConfig config = config(files);
        RemoteHosts hosts = remote.of(config);
        RemoteScripts scripts = new RemoteScripts(config);
        Set<String> before = workers(config);
        if (slots != null) {
            slots = WorkerProcess.slots(slots);
        }
        Map<String, RemoteHosts.Answer> answers = hosts.run(scripts.start(program(), slots), written(config));
        answers.forEach((host, answer) -> out().println(host + ": " + answer.text()));
        out().flush();
        long started = answers.values().stream()
                .filter(answer -> answer.isGood() && answer.text().startsWith("started"))
                .count();
        boolean allGood = answers.values().stream().allMatch(RemoteHosts.Answer::isGood);
        boolean allThere = await(config, before, started);
        if (!allThere) {
            hosts.run(scripts.log(), new byte[0]).forEach((host, answer) -> err().println(host + ": " + answer.text()));
        }
        return allGood && allThere ? 0 : 1;
    }

    private String program() {
        return program != null
                ? program
                : Path.of(System.getProperty("glimpse.home", "."))
                                .toAbsolutePath()
                                .normalize() + "/bin/glimpse";
    }

    /** With the key itself in it, wherever it was. */
    private static byte[] written(ClusterConfig config) throws IOException {
        Path folder = Scratch.newFolder("start");
        try {
            Path file = folder.resolve("config.ini");
            config.writeTo(file);
            return Files.readAllBytes(file);
        } finally {
            Scratch.remove(folder);
        }
    }

    private boolean await(ClusterConfig config, Set<String> before, long started) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
        long sayNanos = System.nanoTime() + SAY_NANOS;
        boolean said = false;
        while (true) {
            Set<String> now = workers(config);
            if (!said && !missing.isEmpty() && System.nanoTime() - sayNanos >= 0) {
                said = true;
                err().println("no answer from " + String.join(", ", missing)
                        + "; the workers come when a job server does (waiting for at most " + waitSeconds + " s)");
                err().flush();
            }
            long come = now.stream().filter(worker -> !before.contains(worker)).count();
            boolean isOver = System.nanoTime() - endNanos >= 0;
            if (come >= started || isOver) {
                int all = now.stream()
                        .mapToInt(worker -> Integer.parseInt(worker.substring(worker.lastIndexOf('*') + 1)))
                        .sum();
                out().println(come + " of " + started + " workers have come; the cluster has " + now.size()
                        + " workers with " + all + " slots");
                return come >= started;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** The workers that a job server has, by the names that they give themselves. */
    private Set<String> workers(ClusterConfig config) {
        Set<String> workers = new TreeSet<>();
        missing.clear();
        for (HostPort server : config.client().jobServers()) {
            try (GearmanAdmin admin =
                    GearmanAdmin.connect(server, config.connection().withConnectTimeout(TIMEOUT))) {
                admin.workers().stream()
                        .map(ConnectionLine::id)
                        .filter(id -> id.matches(".+\\*\\d{1,5}"))
                        .forEach(workers::add);
            } catch (IOException away) {
                missing.add(away.getMessage());
            }
        }
        if (missing.size() < config.client().jobServers().size()) {
            missing.clear(); // the workers are at all of them
        }
        return workers;
    }
}
