package glimpse.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.CurvePair;
import glimpse.cluster.security.Encryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of {@code config.ini} about TLS and CURVE. */
class EncryptionConfigTest {
    private static final String URLS = """
            command_frontend_url = tcp://h:9000
            command_backend_url = tcp://h:9001
            log_frontend_url = tcp://h:9002
            log_backend_url = tcp://h:9003
            """;
    private static final String CLIENT = "[client]\njob_server_url = h\n" + URLS;
    private static final String SERVER = "[server]\n" + URLS;

    /** The pair of the CURVE RFC's example in libzmq's manual. */
    private static final CurvePair EXAMPLE = CurvePair.ofSecret("JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6");

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.ini"), text);
    }

    @Test
    void thePublicKeyIsFoundFromTheSecretOne() {
        assertThat(EXAMPLE.publicKey()).isEqualTo("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7");
        assertThat(EXAMPLE.toString()).doesNotContain(EXAMPLE.secretKey());
    }

    @Test
    void oneKeyFileForAllMembers() throws IOException {
        Files.writeString(folder.resolve("cluster.curve"), EXAMPLE.certificate());
        Path file = file("[DEFAULT]\ncurve_key_file = cluster.curve\n" + CLIENT + SERVER);
        assertThat(ClusterConfig.read(file).encryption().curve()).contains(CurveKeys.shared(EXAMPLE));
        assertThat(ClusterConfig.readServer(List.of(file)).curve()).contains(CurveKeys.shared(EXAMPLE));
    }

    @Test
    void keysOfOnesOwnForBrokerAndMembers() throws IOException {
        CurvePair member = CurvePair.random();
        Path file = file(CLIENT + "curve_secret_key = " + escaped(member.secretKey()) + "\ncurve_server_key = "
                + escaped(EXAMPLE.publicKey()) + "\n" + SERVER + "curve_secret_key = " + escaped(EXAMPLE.secretKey())
                + "\ncurve_client_keys = " + escaped(member.publicKey()) + ",\n   "
                + escaped(EXAMPLE.publicKey()) + "\n");
        CurveKeys client = ClusterConfig.read(file).encryption().curve().orElseThrow();
        assertThat(client).isEqualTo(new CurveKeys(member, EXAMPLE.publicKey(), Set.of(member.publicKey())));
        assertThat(client.canBind()).isFalse();
        assertThat(ClusterConfig.readServer(List.of(file)).curve())
                .contains(new CurveKeys(EXAMPLE, EXAMPLE.publicKey(), Set.of(member.publicKey(), EXAMPLE.publicKey())));
    }

    private static String escaped(String key) {
        return key.replace("%", "%%");
    }

    @Test
    void whatIsWrittenReadsBack() throws IOException {
        Path file = file(CLIENT + "ssl = yes\ncurve_secret_key = " + escaped(EXAMPLE.secretKey()) + "\n");
        ClusterConfig config = ClusterConfig.read(file);
        Path copy = folder.resolve("copy.ini");
        config.writeTo(copy);
        assertThat(ClusterConfig.read(copy)).isEqualTo(config);
        assertThat(config.encryption().tls()).isPresent();
        assertThat(ClusterConfig.read(file(CLIENT)).encryption()).isEqualTo(Encryption.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ssl = maybe                    | [client] ssl: found "maybe" (expected: 1/yes/true/on or 0/no/false/off)
            ssl_ca_file = ca.pem           | [client] ssl_ca_file: found "ca.pem" (expected: with it ssl = yes)
            ssl = 1, ssl_key = k.pem       | [client] ssl_certificate: missing (expected: the certificate of ssl_key)
            ssl = 1, ssl_ca_file = no.pem  | no.pem cannot be read (expected: a PEM file)
            ssl = 1, ssl_ca_file = config.ini | config.ini holds no certificate (expected:
            ssl = 1, ssl_certificate = config.ini | config.ini holds no certificate (expected:
            curve_key_file = none.curve    | [client] curve_key_file: found "none.curve" (expected: a file that `glimpse cluster keys` has written;
            curve_key_file = config.ini    | no secret-key =
            curve_secret_key = short       | [client] curve_secret_key: not shown (expected: a secret key, 40 characters of Z85)
            curve_server_key = short       | [client] curve_key_file: missing (expected: a key of one's own beside curve_server_key)
            """)
    void wrongValueIsNamedInOneLine(String lines, String message) throws IOException {
        Path file = file(CLIENT + lines.replace(", ", "\n") + "\n");
        assertThatThrownBy(() -> ClusterConfig.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith(file + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aBrokerWithoutTheSecretOfTheServersKeyIsTold() throws IOException {
        Path file =
                file(CLIENT + "curve_secret_key = " + escaped(CurvePair.random().secretKey()) + "\ncurve_server_key = "
                        + escaped(EXAMPLE.publicKey()) + "\n" + SERVER);
        assertThatThrownBy(() -> ClusterConfig.readServer(List.of(file)))
                .hasMessageContaining("[server] curve_key_file: missing");
    }
}
