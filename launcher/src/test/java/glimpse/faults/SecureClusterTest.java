package glimpse.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.broker.Broker;
import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.ClusterPool;
import glimpse.cluster.pool.Pool;
import glimpse.cluster.pool.Pools;
import glimpse.cluster.pool.Submission;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.CurvePair;
import glimpse.cluster.security.Encryption;
import glimpse.cluster.security.TlsFiles;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.DetachedChunk;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.JobFailedException;
import glimpse.gearman.connection.HostPort;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import glimpse.server.connection.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with everything that secures one: TLS with certificates on both sides, CURVE, a key; and strangers before it. */
@Timeout(240)
class SecureClusterTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path certificates;

    @TempDir
    private Path folder;

    private final CurvePair curve = CurvePair.random();
    private final ClusterKey key = ClusterKey.random();
    private GearmandServer server;
    private Broker broker;
    private ClusterConfig config;
    private Process worker;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Process openssl = new ProcessBuilder(
                        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout key.pem"
                                        + " -out cert.pem -subj /CN=test -addext subjectAltName=IP:127.0.0.1")
                                .split(" "))
                .directory(certificates.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).isZero();
    }

    @BeforeEach
    void start() throws Exception {
        Path certificate = certificates.resolve("cert.pem");
        Path secret = certificates.resolve("key.pem");
        server = GearmandServer.start(ServerOptions.embedded()
                .withTls(Optional.of(new Tls(certificate, certificate, secret, Tls.Clients.WITH_CERTIFICATE))));
        broker = Broker.start(ChannelUrls.loopback(), Optional.of(CurveKeys.shared(curve)));
        Path file = folder.resolve("config.ini");
        plain(broker.urls(), key)
                .withEncryption(new Encryption(
                        Optional.of(TlsFiles.read(new TlsFiles.Paths(
                                Optional.of(certificate), Optional.of(certificate), Optional.of(secret)))),
                        Optional.of(CurveKeys.shared(curve))))
                .withResultStore(folder.resolve("results").toString())
                .writeTo(file);
        config = ClusterConfig.read(file);
        worker = TestWorkers.start(file, 2);
    }

    @AfterEach
    void stop() {
        worker.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
        broker.close();
        server.close();
    }

    private ClusterConfig plain(ChannelUrls urls, ClusterKey itsKey) {
        return ClusterConfig.of(List.of(new HostPort("127.0.0.1", server.port())), urls, itsKey);
    }

    /** What the worker answers to a ping, under this name. */
    private static String told(FrontEndChannels channels, String name) throws InterruptedException {
        List<Reply> replies = channels.commands().send(Command.toAll(Command.PING), LONG);
        assertThat(replies).hasSize(1);
        return replies.get(0).values().get(name);
    }

    @Test
    void mapsAndDetachedWorkRunThroughTlsAndCurve() throws Exception {
        try (Pool pool = Pools.makePool(config, TestWorkers.classes())) {
            assertThat(pool.map(n -> n * n, List.of(1, 2, 3))).containsExactly(1, 4, 9);
            Submission<Integer> submission = pool.submit(n -> n + 1, List.of(1, 2, 3));
            assertThat(submission.await(LONG)).containsExactly(2, 3, 4);
        }
    }

    @Test
    void withoutABrokerToo() throws Exception {
        ChannelUrl free = ChannelUrl.loopback();
        ClusterConfig direct = plain(ChannelUrls.direct(free, free), key).withEncryption(config.encryption());
        try (FrontEndChannels channels = FrontEndChannels.open(direct)) {
            Path file = folder.resolve("direct.ini");
            plain(channels.urls(), key).withEncryption(config.encryption()).writeTo(file);
            Process another = TestWorkers.start(file, 1);
            assertThat(told(channels, "SLOTS")).isEqualTo("1");
            try (ClusterPool pool = ClusterPool.connect(direct, channels, TestWorkers.classes())) {
                assertThat(pool.map(n -> -n, List.of(1, 2))).containsExactly(-1, -2);
            }
            another.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void aPlainFrontEndIsToldThatTheJobServerDoesNotUnderstandIt() {
        ChannelUrl free = ChannelUrl.loopback();
        try (Pool pool = Pools.makePool(plain(ChannelUrls.direct(free, free), key), TestWorkers.classes())) {
            assertThatThrownBy(() -> pool.map(n -> n, List.of(1, 2)))
                    .hasMessageContaining("127.0.0.1:" + server.port())
                    .hasMessageContaining("ssl");
        }
    }

    @Test
    void forgedJobsAndCommandsDoNotRunAndAreCounted() throws Exception {
        Chunk chunk = new Chunk("s", "s.1", 0, 0, 1, "ab".repeat(32), 0, new byte[] {1, 2, 3});
        DetachedChunk detached = new DetachedChunk("0123456789abcdef", 0, "ab".repeat(32), 0);
        ClusterConfig stranger = plain(broker.urls(), ClusterKey.random()).withEncryption(config.encryption());
        try (FrontEndChannels channels = FrontEndChannels.open(config);
                FrontEndChannels strange = FrontEndChannels.open(stranger);
                GearmanClient client = new GearmanClient(stranger.clientOptions())) {
            assertThat(told(channels, "REFUSED")).isEqualTo("0");
            assertFails(client, Chunk.FUNCTION, chunk.encode());
            assertFails(client, Chunk.FUNCTION, stranger.key().seal(chunk.encode()));
            assertFails(client, Chunk.FUNCTION, "no payload".getBytes(UTF_8));
            assertFails(client, DetachedChunk.FUNCTION, stranger.key().seal(detached.encode()));
            assertFails(client, DetachedChunk.FUNCTION, key.seal(chunk.encode())); // sealed as another kind
            assertThat(told(channels, "REFUSED")).isEqualTo("5");
            assertThat(strange.commands().send(Command.toAll(Command.QUIT), Duration.ofMillis(600)))
                    .isEmpty();
            assertThat(Integer.parseInt(told(channels, "REFUSED"))).isGreaterThan(5);
            assertThat(worker.isAlive()).isTrue();
        }
    }

    private static void assertFails(GearmanClient client, String function, byte[] workload) {
        assertThat(client.run(Job.of(function, workload)))
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(JobFailedException.class);
    }

    @Test
    void aDetachedJobThatIsReplayedIsNotRunAgain() throws Exception {
        Path ran = folder.resolve("ran");
        try (Pool pool = Pools.makePool(config, TestWorkers.classes());
                GearmanClient client = new GearmanClient(config.clientOptions())) {
            String file = ran.toString();
            Submission<Integer> submission = pool.submit(
                    n -> {
                        Files.writeString(Path.of(file), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        return n;
                    },
                    List.of(7));
            assertThat(submission.await(LONG)).containsExactly(7);
            byte[] replayed = key.seal(new DetachedChunk(submission.id(), 0, "ab".repeat(32), 0).encode());
            assertThat(client.run(Job.of(DetachedChunk.FUNCTION, replayed)).get(60, TimeUnit.SECONDS))
                    .isEmpty();
            assertThat(Files.readString(ran)).isEqualTo("x");
        }
    }
}
