package glimpse.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import glimpse.broker.Broker;
import glimpse.cluster.channel.CommandReceiver;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Both spellings of the cluster commands, run in this process against real channels. */
@Timeout(120)
class ClusterCommandTest {
    private static final List<HostPort> NO_JOB_SERVER = List.of(new HostPort("127.0.0.1", 1));

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int original(String... arguments) {
        return run(new CommandLine(new GlimpseClusterCommand()), arguments);
    }

    private int modern(String... arguments) {
        return run(new CommandLine(new ClusterCommand()), arguments);
    }

    private int run(CommandLine command, String... arguments) {
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void noCommandAndBadOptionAreUsageErrorsWithStatusOne() {
        assertThat(original()).isEqualTo(1);
        assertThat(err.toString())
                .contains("Missing command.", "Usage: glimpse-cluster [-c FILE]... [-v] CMD [ARGS]", "PingWorkers");
        assertThat(original("-x")).isEqualTo(1);
        assertThat(original("Nonsense")).isEqualTo(1);
        assertThat(modern()).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void missingFileIsSaidAsTheOriginalDid() {
        assertThat(original("PingWorkers")).isEqualTo(1);
        assertThat(err.toString()).contains("Must specify a socket configuration file.", "Usage:");
    }

    @Test
    void configurationErrorIsOneLineWithStatusOne() throws IOException {
        Path file = Files.writeString(folder.resolve("config.ini"), "[client]\njob_server_url = a:b\n");
        assertThat(original("-c", file.toString(), "KillWorkers")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("Configuration error: " + file + ": [client] job_server_url: found \"a:b\"")
                .hasLineCount(1);
    }

    @Test
    void brokerNeedsAServerSection() throws IOException {
        Path file = Files.writeString(folder.resolve("config.ini"), "[client]\n");
        assertThat(original("-c", file.toString(), "LaunchBroker")).isEqualTo(1);
        assertThat(err.toString()).startsWith("Configuration error: " + file + ": [server]: section missing");
    }

    @Test
    void addressInUseIsOneLineWithStatusOne() throws IOException {
        try (Broker broker = Broker.start(ChannelUrls.loopback())) {
            ClusterConfig direct = ClusterConfig.of(
                    NO_JOB_SERVER,
                    ChannelUrls.direct(
                            broker.urls().commandFrontendUrl(), broker.urls().logBackendUrl()),
                    ClusterKey.none());
            Path file = folder.resolve("direct.ini");
            direct.writeTo(file);
            assertThat(original("-c", file.toString(), "PingWorkers")).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("Error: cannot bind " + broker.urls().commandFrontendUrl() + ": address already in use")
                    .contains("LaunchBroker")
                    .hasLineCount(1);
        }
    }

    @Test
    void workersAreToldInBothSpellingsAndCounted() throws IOException {
        try (Broker broker = Broker.start(ChannelUrls.loopback())) {
            ClusterConfig config = ClusterConfig.of(NO_JOB_SERVER, broker.urls(), ClusterKey.random());
            Path file = folder.resolve("config.ini");
            config.writeTo(file);
            List<String> told = new CopyOnWriteArrayList<>();
            try (LogPublisher logs = LogPublisher.connect(config);
                    CommandReceiver one = receiver(config, "w1", logs, told);
                    CommandReceiver two = receiver(config, "w2", logs, told)) {
                assertThat(one.refused() + two.refused()).isZero();
                assertThat(modern("-c", file.toString(), "kill")).isZero();
                assertThat(original("-c", file.toString(), "KillWorkers")).isZero();
                assertThat(modern("restart", "-c", file.toString())).isZero();
                assertThat(original("-c", file.toString(), "RestartWorkers")).isZero();
                assertThat(original("-c", file.toString(), "PingWorkers", "10")).isZero();
            }
            assertThat(told)
                    .containsExactlyInAnyOrder(
                            "quit", "quit", "quit", "quit", "restart", "restart", "restart", "restart", "ping", "ping");
            assertThat(out.toString().lines())
                    .startsWith(
                            "2 workers will leave.",
                            "2 workers will leave.",
                            "2 workers will restart.",
                            "2 workers will restart.")
                    .hasSize(8)
                    .endsWith("host                           7      3     4.5   1.5        " + localStart());
            assertThat(err.toString()).isEmpty();
        }
    }

    private static String localStart() {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                .format(Instant.parse("2013-06-26T20:41:11Z").atZone(ZoneId.systemDefault()));
    }

    private static CommandReceiver receiver(ClusterConfig config, String id, LogPublisher logs, List<String> told) {
        return CommandReceiver.start(config, id, logs, (command, answer) -> {
            told.add(command.name());
            answer.ok(
                    Map.of(
                            "HOST", "host",
                            "PID", "7",
                            "NUM_REQUESTS", "3",
                            "ELAPSED_MILLIS", "4500",
                            "START_TIME", "2013-06-26T20:41:11Z",
                            "SLOTS", "4",
                            "BUSY", "0",
                            "IMAGES", "0",
                            "JDK", "17"),
                    new byte[0]);
        });
    }

    @Test
    void nobodyThereIsSaidOnStandardErrorAlone() throws IOException {
        ClusterConfig direct =
                ClusterConfig.of(NO_JOB_SERVER, ChannelUrls.direct(freeUrl(), freeUrl()), ClusterKey.none());
        Path file = folder.resolve("direct.ini");
        direct.writeTo(file);
        assertThat(original("-c", file.toString(), "PingWorkers", "0.2")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip()).isEqualTo("No worker answered within 200 ms.");
    }

    @Test
    void clusterThatOthersCanReachAndThatHasNoKeyIsWarnedAboutOnce() throws IOException {
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ClusterConfig.class);
        logger.addAppender(warnings);
        List<HostPort> elsewhere = List.of(new HostPort("192.0.2.1", 4730));
        Path open = folder.resolve("open.ini");
        ClusterConfig.of(elsewhere, ChannelUrls.direct(freeUrl(), freeUrl()), ClusterKey.none())
                .writeTo(open);
        Path keyed = folder.resolve("keyed.ini");
        ClusterConfig.of(elsewhere, ChannelUrls.direct(freeUrl(), freeUrl()), ClusterKey.random())
                .writeTo(keyed);
        for (Path file : List.of(keyed, open, open)) {
            assertThat(original("-c", file.toString(), "PingWorkers", "0.1")).isZero();
        }
        logger.detachAppender(warnings);
        assertThat(warnings.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("no key", "set key or key_file in [client]");
    }

    @Test
    void hostThatNobodyKnowsIsOneLineWithStatusOne() throws IOException {
        Path file = Files.writeString(folder.resolve("config.ini"), """
                [client]
                job_server_url = localhost
                command_backend_url = tcp://nowhere.invalid:9001
                command_frontend_url = tcp://nowhere.invalid:9000
                log_backend_url = tcp://nowhere.invalid:9003
                log_frontend_url = tcp://nowhere.invalid:9002
                """);
        assertThat(original("-c", file.toString(), "PingWorkers")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("Error: cannot connect to tcp://nowhere.invalid:9003: unknown host nowhere.invalid")
                .hasLineCount(1);
    }

    private static ChannelUrl freeUrl() {
        try (Broker broker = Broker.start(ChannelUrls.loopback())) {
            return broker.urls().logBackendUrl();
        }
    }

    @Test
    void waitTimeAndSlotsThatMakeNoSenseAreRefused() throws IOException {
        Path file = folder.resolve("direct.ini");
        ClusterConfig.of(NO_JOB_SERVER, ChannelUrls.direct(freeUrl(), freeUrl()), ClusterKey.none())
                .writeTo(file);
        assertThat(original("-c", file.toString(), "PingWorkers", "soon")).isEqualTo(1);
        assertThat(original("-c", file.toString(), "PingWorkers", "-1")).isEqualTo(1);
        assertThat(original("-c", file.toString(), "LaunchWorker", "0")).isEqualTo(1);
        assertThat(original("-c", file.toString(), "LaunchWorker", "many")).isEqualTo(1);
        assertThat(err.toString()).contains("0 slots (expected: 1..10000)");
    }
}
