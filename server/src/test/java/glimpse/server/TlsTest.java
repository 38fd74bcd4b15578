package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import glimpse.server.connection.Limits;
import glimpse.server.connection.Tls;
import glimpse.server.connection.Tls.Clients;
import glimpse.server.connection.Traffic.Drop;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on the gear port, with certificates that openssl made; peers are the C tools and openssl. */
class TlsTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
        for (String name : List.of("server", "client")) {
            openssl("req -x509 -CA ca.pem -CAkey ca.key -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext"
                    + " subjectAltName=IP:127.0.0.1 -keyout " + name + ".key -out " + name + ".pem");
        }
        openssl("rsa -in server.key -traditional -out old.key");
        openssl("rsa -in server.key -aes128 -passout pass:secret -out locked.key");
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=stranger -keyout stranger.key -out stranger.pem");
        Files.writeString(folder.resolve("nonsense"), "nonsense");
    }

    private static String openssl(String words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        for (String word : words.split(" ", -1)) {
            command.add(
                    word.matches(".*\\.(pem|key|csr)") ? folder.resolve(word).toString() : word);
        }
        return Peers.output("", command.toArray(String[]::new));
    }

    private static GearmandServer start(String certificate, String key, Clients clients, int threads)
            throws IOException {
        return start(certificate, key, clients, threads, Limits.STANDARD);
    }

    private static GearmandServer start(String certificate, String key, Clients clients, int threads, Limits limits)
            throws IOException {
        return GearmandServer.start(ServerOptions.embedded()
                .withThreads(threads)
                .withLimits(limits)
                .withTls(Optional.of(
                        new Tls(folder.resolve("ca.pem"), folder.resolve(certificate), folder.resolve(key), clients))));
    }

    /** What a server says to {@code version}, asked by openssl. */
    private static String version(GearmandServer server, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-quiet",
                "-connect",
                "127.0.0.1:" + server.port(),
                "-CAfile",
                folder.resolve("ca.pem").toString(),
                "-verify_return_error"));
        for (String word : more) {
            command.add(word.matches(".*\\.(pem|key)") ? folder.resolve(word).toString() : word);
        }
        return Peers.answerOf("version\n", "\n", command.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"server.key, 0", "server.key, 2", "old.key, 0"})
    void opensslGetsAnAnswer(String key, int threads) throws IOException, InterruptedException {
        try (GearmandServer server = start("server.pem", key, Clients.ANYBODY, threads)) {
            assertThat(version(server)).endsWith("OK " + GearmandServer.version() + "\n");
            assertThat(version(server, "-tls1_2")).endsWith("OK " + GearmandServer.version() + "\n");
        }
    }

    @Test
    void withVerificationOnlyCertificatesOfTheAuthorityGetAnAnswer() throws IOException, InterruptedException {
        try (GearmandServer server = start("server.pem", "server.key", Clients.WITH_CERTIFICATE, 0)) {
            assertThat(version(server, "-cert", "client.pem", "-key", "client.key"))
                    .contains("OK ");
            assertThat(version(server)).doesNotContain("OK ");
            assertThat(version(server, "-cert", "stranger.pem", "-key", "stranger.key"))
                    .doesNotContain("OK ");
        }
    }

    /** Debian's libgearman is built without TLS; Perl's library has it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void perlsClientAndWorkerTalkOverTls(int threads) throws IOException, InterruptedException {
        try (GearmandServer server = start("server.pem", "server.key", Clients.WITH_CERTIFICATE, threads)) {
            String servers = "job_servers => [{host => '127.0.0.1', port => " + server.port()
                    + ", use_ssl => 1, ca_file => '"
                    + folder.resolve("ca.pem") + "', cert_file => '" + folder.resolve("client.pem") + "', key_file => '"
                    + folder.resolve("client.key") + "'}]";
            String worker = "use Gearman::Worker; my $w = Gearman::Worker->new(" + servers
                    + "); $w->register_function(up => sub { return uc $_[0]->arg }); $w->work while 1;";
            String client = "use Gearman::Client; my $c = Gearman::Client->new(" + servers
                    + "); for my $i (1..3) { my $r = $c->do_task('up', 'x' x 100000); print length($$r), substr($$r, 0, 1), ' '; }";
            try (Peers.Running running = Peers.start("perl", "-e", worker)) {
                assertThat(running.process().isAlive()).isTrue();
                assertThat(Peers.output("", "perl", "-e", client)).isEqualTo("100000X 100000X 100000X ");
            }
        }
    }

    @Test
    void whoIsSilentOrSpeaksPlainTextIsDropped() throws IOException {
        Limits limits = Limits.STANDARD.withPacketTimeout(Duration.ofSeconds(1));
        try (GearmandServer server = start("server.pem", "server.key", Clients.ANYBODY, 0, limits);
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            plain.setSoTimeout(60_000);
            silent.setSoTimeout(60_000);
            plain.getOutputStream().write("version\n".repeat(10).getBytes(StandardCharsets.UTF_8));
            byte[] alert = plain.getInputStream().readAllBytes();
            assertThat(new String(alert, StandardCharsets.ISO_8859_1)).doesNotContain("OK");
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(server.traffic().drops(Drop.PACKET_TIMEOUT)).isPositive();
            assertThat(server.traffic().drops(Drop.MALFORMED)).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nowhere    | server.key | --ssl-certificate $/nowhere cannot be read (expected: a PEM file)",
                "server.pem | nowhere    | --ssl-key $/nowhere cannot be read (expected: a PEM file)",
                "nonsense   | server.key | --ssl-certificate $/nonsense and --ssl-key $/server.key cannot be used",
                "server.pem | nonsense   | --ssl-key $/nonsense holds no private key",
                "server.pem | locked.key | --ssl-key $/locked.key holds a ENCRYPTED PRIVATE KEY with a password"
            })
    void filesThatCannotBeUsedEndTheStart(String certificate, String key, String message) {
        assertThatThrownBy(() -> start(certificate, key, Clients.ANYBODY, 0))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message.replace("$", folder.toString()));
    }

    @Test
    void anAuthorityThatCannotBeReadEndsTheStart() {
        Tls tls = new Tls(
                folder.resolve("nonsense"),
                folder.resolve("server.pem"),
                folder.resolve("server.key"),
                Clients.WITH_CERTIFICATE);
        assertThatThrownBy(tls::open)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("--ssl-ca-file " + folder.resolve("nonsense"));
    }

    /** A socket that speaks TLS and trusts the authority. */
    private static Socket secure(GearmandServer server) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(folder.resolve("ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        Socket socket = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void answers(Socket socket) throws IOException {
        socket.getOutputStream().write("version\n".getBytes(UTF_8));
        byte[] expected = ("OK " + GearmandServer.version() + "\n").getBytes(UTF_8);
        assertThat(socket.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whoDoesNotReadIsPausedAndDroppedAsWithoutTls(int threads) throws Exception {
        Limits limits = Limits.STANDARD.withMaxOutput(8 << 20).withOutputTimeout(Duration.ofMillis(200));
        byte[] echo = PacketEncoder.encode(Packet.of(PacketType.ECHO_REQ).withData(new byte[100_000]));
        try (GearmandServer server = start("server.pem", "server.key", Clients.ANYBODY, threads, limits);
                Socket greedy = secure(server);
                Socket other = secure(server)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            greedy.getOutputStream().write(echo);
                        }
                    })
                    .isInstanceOf(IOException.class);
            answers(other);
            assertThat(server.traffic().pauses()).isPositive();
            assertThat(server.traffic().drops(Drop.OUTPUT_TIMEOUT)).isEqualTo(1);
            assertThat(server.traffic().drops(Drop.MAX_OUTPUT)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void moreAnswersThanMayWaitEndTheConnectionAsWithoutTls(int threads) throws Exception {
        Limits limits = Limits.STANDARD.withMaxOutput(100_000);
        byte[] bulk = new byte[50_000];
        try (GearmandServer server = start("server.pem", "server.key", Clients.ANYBODY, threads, limits);
                Socket client = secure(server);
                Socket worker = secure(server)) {
            client.getOutputStream().write(PacketEncoder.encode(Packet.of(PacketType.SUBMIT_JOB, "f", "u")));
            String handle = "H:" + Host.name() + ":1";
            assertThat(client.getInputStream().readNBytes(12 + handle.length())).hasSize(12 + handle.length());
            worker.getOutputStream().write(PacketEncoder.encode(Packet.of(PacketType.CAN_DO, "f")));
            worker.getOutputStream().write(PacketEncoder.encode(Packet.of(PacketType.GRAB_JOB)));
            assertThat(worker.getInputStream().readNBytes(12 + handle.length() + 3))
                    .isNotEmpty();
            while (server.traffic().drops(Drop.MAX_OUTPUT) == 0) {
                worker.getOutputStream()
                        .write(PacketEncoder.encode(
                                Packet.of(PacketType.WORK_DATA, handle).withData(bulk)));
                answers(worker);
            }
            answers(worker);
        }
    }
}
