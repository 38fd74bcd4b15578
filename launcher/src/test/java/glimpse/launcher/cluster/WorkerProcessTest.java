package glimpse.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.broker.Broker;
import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import glimpse.worker.node.NodeStats;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers as real processes. There is no job server: a worker that waits for one answers all the same. */
@Timeout(240)
class WorkerProcessTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<HostPort> NO_JOB_SERVER = List.of(new HostPort("127.0.0.1", 1));

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killAll() {
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private Path write(ClusterConfig config) throws IOException {
        Path file = folder.resolve("config.ini");
        config.writeTo(file);
        return file;
    }

    private Process glimpse(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "glimpse.launcher.GlimpseMain"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "output" + processes.size()))
                .start();
        processes.add(process);
        return process;
    }

    private static NodeStats ping(FrontEndChannels front) throws InterruptedException {
        List<Reply> replies = front.commands().send(Command.toAll(Command.PING), LONG);
        assertThat(replies).hasSize(1);
        return NodeStats.of(replies.get(0).values());
    }

    private static Reply one(FrontEndChannels front, Command command) throws InterruptedException {
        List<Reply> replies = front.commands().send(command, LONG);
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    @Test
    void supervisedWorkerLivesThroughRestartAndKillUntilItQuits() throws Exception {
        try (Broker broker = Broker.start(ChannelUrls.loopback())) {
            ClusterConfig config = ClusterConfig.of(NO_JOB_SERVER, broker.urls(), ClusterKey.random());
            Process supervisor = glimpse("glimpse-cluster", "-c", write(config).toString(), "LaunchWorker", "2");
            try (FrontEndChannels front = FrontEndChannels.open(config)) {
                NodeStats first = ping(front);
                assertThat(first.slots()).isEqualTo(2);
                assertThat(first.pid()).isNotEqualTo(supervisor.pid());

                String id = front.commands().workers().iterator().next();
                assertThat(one(front, Command.toAll(Command.RESTART)).ok()).isTrue();
                await(() -> !front.commands().workers().contains(id));
                NodeStats second = ping(front);
                assertThat(second.pid()).isNotEqualTo(first.pid());

                ProcessHandle.of(second.pid()).orElseThrow().destroyForcibly();
                await(() -> front.commands().workers().isEmpty());
                NodeStats third = ping(front);
                assertThat(third.pid()).isNotEqualTo(second.pid());

                assertThat(one(front, Command.toAll(Command.QUIT)).ok()).isTrue();
                assertThat(supervisor.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(supervisor.exitValue()).isZero();
            }
        }
    }

    @Test
    void workerLeavesWhenItsSupervisorIsKilled() throws Exception {
        try (Broker broker = Broker.start(ChannelUrls.loopback())) {
            ClusterConfig config = ClusterConfig.of(NO_JOB_SERVER, broker.urls(), ClusterKey.none());
            Process supervisor = glimpse("cluster", "-c", write(config).toString(), "worker", "-n", "1");
            try (FrontEndChannels front = FrontEndChannels.open(config)) {
                ProcessHandle worker = ProcessHandle.of(ping(front).pid()).orElseThrow();
                supervisor.destroyForcibly();
                worker.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void controlCIsForTheSupervisorAlsoWhileTheWorkerStarts() throws Exception {
        try (Broker broker = Broker.start(ChannelUrls.loopback())) {
            ClusterConfig config = ClusterConfig.of(NO_JOB_SERVER, broker.urls(), ClusterKey.none());
            Process supervisor = glimpse("cluster", "-c", write(config).toString(), "worker", "-n", "1");
            ProcessHandle worker = javaOf(supervisor);
            signal("INT", worker.pid());
            try (FrontEndChannels front = FrontEndChannels.open(config)) {
                assertThat(ping(front).pid()).isEqualTo(worker.pid());
                signal("INT", worker.pid());
                assertThat(ping(front).pid()).isEqualTo(worker.pid());
                signal("INT", supervisor.pid());
                assertThat(supervisor.waitFor(60, TimeUnit.SECONDS)).isTrue();
                worker.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** The worker as soon as its JVM begins. */
    private static ProcessHandle javaOf(Process supervisor) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            Optional<ProcessHandle> java = supervisor
                    .children()
                    .filter(each -> each.info()
                            .command()
                            .filter(name -> name.endsWith("/java"))
                            .isPresent())
                    .findFirst();
            if (java.isPresent()) {
                return java.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no worker in 60 s");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    @Test
    void supervisorThatIsToldToEndTakesItsWorkerWithIt() throws Exception {
        try (Broker broker = Broker.start(ChannelUrls.loopback())) {
            ClusterConfig config = ClusterConfig.of(NO_JOB_SERVER, broker.urls(), ClusterKey.none());
            Process supervisor = glimpse("cluster", "-c", write(config).toString(), "worker", "-n", "1");
            try (FrontEndChannels front = FrontEndChannels.open(config)) {
                ProcessHandle worker = ProcessHandle.of(ping(front).pid()).orElseThrow();
                supervisor.destroy();
                assertThat(supervisor.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(worker.isAlive()).isFalse();
            }
        }
    }

    @Test
    void workerOfItsOwnObeysEveryCommandWithoutBrokerAndRestartIsStatus255() throws Exception {
        ClusterConfig config;
        try (FrontEndChannels free = FrontEndChannels.open(ClusterConfig.of(
                NO_JOB_SERVER, ChannelUrls.direct(ChannelUrl.loopback(), ChannelUrl.loopback()), ClusterKey.none()))) {
            config = ClusterConfig.of(NO_JOB_SERVER, free.urls(), ClusterKey.random());
        }
        Process worker = glimpse("cluster", "-c", write(config).toString(), "worker", "-n", "1", "--once");
        try (FrontEndChannels front = FrontEndChannels.open(config)) {
            assertThat(ping(front).pid()).isEqualTo(worker.pid());
            assertThat(one(front, Command.toAll(Command.SET_MEMORY, Map.of("key", "k"), new byte[] {1}))
                            .ok())
                    .isTrue();
            assertThat(one(front, Command.toAll(Command.CLEAR_MEMORY)).ok()).isTrue();
            assertThat(one(front, Command.toAll(Command.LOG_LEVEL, Map.of("level", "debug"), new byte[0]))
                            .ok())
                    .isTrue();
            assertThat(one(front, Command.toAll(Command.LOG_LEVEL, Map.of("level", "loud"), new byte[0]))
                            .error())
                    .isEqualTo("level \"loud\" (expected: trace, debug, info, warn, error or off)");
            assertThat(one(front, Command.toAll(Command.CANCEL, Map.of("map", "m"), new byte[0]))
                            .values())
                    .containsEntry("stopped", "0");
            assertThat(one(front, Command.toAll("dance")).error()).isEqualTo("unknown command \"dance\"");
            assertThat(one(front, Command.toAll(Command.RESTART)).ok()).isTrue();
        }
        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(255);
    }

    @Test
    void brokerProcessForwardsUntilItIsToldToEnd() throws Exception {
        ChannelUrls urls;
        try (Broker free = Broker.start(ChannelUrls.loopback())) {
            urls = free.urls();
        }
        ClusterConfig client = ClusterConfig.of(NO_JOB_SERVER, urls, ClusterKey.random());
        ClusterConfig both = client.withServer(urls);
        Path file = write(both);
        Process worker = glimpse("glimpse-cluster", "-c", file.toString(), "LaunchWorker", "1");
        Process broker = glimpse("glimpse-cluster", "-c", file.toString(), "LaunchBroker");
        try (FrontEndChannels front = FrontEndChannels.open(client)) {
            assertThat(ping(front).slots()).isEqualTo(1);
            broker.destroyForcibly().waitFor();
            await(() -> front.commands().workers().equals(Set.of()));
            Process again = glimpse("cluster", "-c", file.toString(), "broker");
            assertThat(ping(front).slots()).isEqualTo(1);
            assertThat(one(front, Command.toAll(Command.QUIT)).ok()).isTrue();
            assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
            again.destroy();
            assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
