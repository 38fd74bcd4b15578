package glimpse.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterConfigTest {
    /** Both examples as the manual prints them, hosts included. */
    private static final String DIRECT = """
            [client]

               job_server_url = jobserver.com:4730
               command_backend_url = tcp://client.com:9000
               log_frontend_url = tcp://client.com:9001
               command_frontend_url = tcp://client.com:9000
               log_backend_url = tcp://client.com:9001
            """;

    private static final String BROKERED = """
            [client]

               job_server_url = jobserver.com:4730
               command_backend_url = tcp://broker.com:9001
               log_frontend_url = tcp://broker.com:9002
               command_frontend_url = tcp://broker.com:9000
               log_backend_url = tcp://broker.com:9003

            [server]

               command_backend_url = tcp://broker.com:9001
               command_frontend_url = tcp://broker.com:9000
               log_backend_url = tcp://broker.com:9003
               log_frontend_url = tcp://broker.com:9002
            """;

    @TempDir
    private Path folder;

    @Test
    void manualsDirectExampleIsDirect() throws IOException {
        ClusterConfig config = ClusterConfig.read(file("config.ini", DIRECT));
        assertThat(config.isDirect()).isTrue();
        assertThat(config.server()).isEmpty();
        assertThat(config.client().jobServers()).containsExactly(new HostPort("jobserver.com", 4730));
        assertThat(config.client().commandFrontendUrl()).hasToString("tcp://client.com:9000");
        assertThat(config.client().logBackendUrl()).hasToString("tcp://client.com:9001");
        assertThat(config.chunkSize()).isEmpty();
        assertThat(config.pollTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.maxRetries()).isEqualTo(3);
        assertThat(config.cacheFunctions()).isFalse();
        assertThat(config.key().isNone()).isTrue();
        assertThat(config.isLoopback()).isFalse();
    }

    @Test
    void manualsBrokerExampleHasTheBrokersFourUrls() throws IOException {
        ClusterConfig config = ClusterConfig.read(file("config.ini", BROKERED));
        assertThat(config.isDirect()).isFalse();
        assertThat(config.server()).contains(config.client().channels());
        assertThat(config.client().commandBackendUrl()).hasToString("tcp://broker.com:9001");
        assertThat(config.client().logFrontendUrl()).hasToString("tcp://broker.com:9002");
    }

    @Test
    void defaultsInterpolationCommentsAndBothSeparatorsAreRead() throws IOException {
        ClusterConfig config = ClusterConfig.read(file("config.ini", """
                # a comment
                [DEFAULT]
                host = 127.0.0.1
                base : %(HOST)s
                [client]
                Command_Backend_URL = tcp://%(base)s:9001
                command_frontend_url: tcp://%(host)s:9000
                log_backend_url = tcp://%(host)s:9003 ; what front ends read
                ; another
                log_frontend_url = tcp://%(host)s:9002
                job_server_url = %(host)s:4730, b.example,
                    [::1]:5000
                cache_functions = True
                chunksize = 8
                poll_timeout = 2.5
                max_retries = 0
                key = 100%%;sure
                [server]
                host = *
                command_backend_url = tcp://%(host)s:9001
                command_frontend_url = tcp://%(host)s:9000
                log_backend_url = tcp://%(host)s:9003
                log_frontend_url = tcp://%(host)s:9002
                """));
        assertThat(config.client().jobServers())
                .containsExactly(
                        new HostPort("127.0.0.1", 4730), new HostPort("b.example", 4730), new HostPort("::1", 5000));
        assertThat(config.client().logBackendUrl()).hasToString("tcp://127.0.0.1:9003");
        assertThat(config.client().commandBackendUrl()).hasToString("tcp://127.0.0.1:9001");
        assertThat(config.server().orElseThrow().logBackendUrl()).hasToString("tcp://*:9003");
        assertThat(config.chunkSize()).hasValue(8);
        assertThat(config.pollTimeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(config.maxRetries()).isZero();
        assertThat(config.cacheFunctions()).isTrue();
        assertThat(config.key()).isEqualTo(ClusterKey.of("100%;sure"));
    }

    @Test
    void indentedKeysMayFollowOneThatIsNot() throws IOException {
        String mixed = DIRECT.replace("[client]", "[client]\nhost = x").replace("client.com", "%(host)s");
        assertThat(ClusterConfig.read(file("config.ini", mixed)).client().commandBackendUrl())
                .hasToString("tcp://x:9000");
    }

    @Test
    void laterFileWinsKeyByKey() throws IOException {
        Path first = file("first.ini", BROKERED);
        Path second = file("second.ini", "[client]\njob_server_url = other\nchunksize = 3\n");
        ClusterConfig config = ClusterConfig.read(ClusterConfig.filesOf(first.toString(), List.of(second)));
        assertThat(config.client().jobServers()).containsExactly(new HostPort("other", 4730));
        assertThat(config.chunkSize()).hasValue(3);
        assertThat(config.server()).isPresent();
    }

    @Test
    void brokerNeedsOnlyTheServerSection() throws IOException {
        String server = BROKERED.substring(BROKERED.indexOf("[server]"));
        assertThat(ClusterConfig.readServer(List.of(file("config.ini", server)))
                        .channels()
                        .commandFrontendUrl())
                .hasToString("tcp://broker.com:9000");
    }

    @Test
    void keyFileIsBesideTheConfigFile() throws IOException {
        file("cluster.key", "secret\n");
        ClusterConfig config = ClusterConfig.read(file("config.ini", DIRECT + "   key_file = cluster.key\n"));
        assertThat(config.key()).isEqualTo(ClusterKey.of("secret"));
    }

    @Test
    void writtenConfigReadsBackAndIsItsOwnersAlone() throws IOException {
        ClusterConfig config =
                ClusterConfig.read(file("config.ini", BROKERED + "[client]\nkey = 50%%\nchunksize = 2\n"));
        Path copy = folder.resolve("copy.ini");
        config.writeTo(copy);
        assertThat(ClusterConfig.read(copy)).isEqualTo(config);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            job_server_url = a:b                | [client] job_server_url: found "a:b" (expected: host:port, several separated by commas; address 'a:b' (expected: host:port))
            job_server_url = a:0                | [client] job_server_url: found "a:0" (expected: host:port, several separated by commas, port 1..65535)
            job_server_url =                    | [client] job_server_url: missing (expected: host:port, several separated by commas)
            log_backend_url = 127.0.0.1:9001    | [client] log_backend_url: found "127.0.0.1:9001" (expected: tcp://host:port)
            log_backend_url = tcp://host        | [client] log_backend_url: found "tcp://host" (expected: tcp://host:port)
            log_backend_url = tcp://*:9001      | [client] log_backend_url: found "tcp://*:9001" (expected: tcp://host:port that can be dialled)
            log_backend_url = tcp://h:70000     | [client] log_backend_url: found "tcp://h:70000" (expected: tcp://host:port)
            log_backend_url = tcp://c:9007      | [client] log_backend_url: found "tcp://c:9007" (expected: the same URL as log_frontend_url as for the other channel (direct mode), or two URLs for each channel (broker mode))
            log_backend_url = %(nowhere)s       | [client] log_backend_url: found "%(nowhere)s" (expected: a key "nowhere" in the same section or in [DEFAULT])
            log_backend_url = 100%              | [client] log_backend_url: found "100%" (expected: %(name)s, or %% for a percent sign)
            log_backend_url = %(log_backend_url)s | [client] log_backend_url: found "%(log_backend_url)s" (expected: at most 10 levels of %(name)s, no circles)
            chunksize = 0                       | [client] chunksize: found "0" (expected: a whole number, at least 1)
            chunksize = eight                   | [client] chunksize: found "eight" (expected: a whole number, at least 1)
            max_retries = -1                    | [client] max_retries: found "-1" (expected: a whole number, at least 0)
            poll_timeout = soon                 | [client] poll_timeout: found "soon" (expected: seconds above 0, such as 60.0)
            cache_functions = maybe             | [client] cache_functions: found "maybe" (expected: 1/yes/true/on or 0/no/false/off)
            key =                               | [client] key: found "" (expected: a text that only this cluster knows)
            """)
    void wrongValueIsNamedInOneLine(String line, String message) throws IOException {
        Path file = file("config.ini", DIRECT + line + "\n");
        assertThatThrownBy(() -> ClusterConfig.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": " + message);
    }

    @Test
    void missingKeyNamesFileSectionAndKey() throws IOException {
        Path file = file("config.ini", DIRECT.replaceAll(" *log_frontend_url.*\n", ""));
        assertThatThrownBy(() -> ClusterConfig.read(file))
                .hasMessage(file + ": [client] log_frontend_url: missing (expected: tcp://host:port)");
    }

    @Test
    void missingSectionIsNamed() throws IOException {
        Path file = file("config.ini", DIRECT);
        assertThatThrownBy(() -> ClusterConfig.readServer(List.of(file)))
                .hasMessage(file + ": [server]: section missing"
                        + " (expected: a section with the four channel URLs that the broker binds)");
    }

    @Test
    void unreadableFileSaysWhy() throws IOException {
        Path missing = folder.resolve("none.ini");
        assertThatThrownBy(() -> ClusterConfig.read(missing))
                .hasMessage(missing + ": cannot be read: no such file (expected: a readable INI file)");
        assertThatThrownBy(() -> ClusterConfig.read(folder))
                .hasMessage(folder + ": is a directory (expected: a readable INI file)");
        Path binary = Files.write(folder.resolve("binary.ini"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> ClusterConfig.read(binary))
                .hasMessage(binary + ": cannot be read: not UTF-8 (expected: a readable INI file)");
        assertThatThrownBy(() -> ClusterConfig.read(List.of()))
                .hasMessage("no configuration file (expected: -c FILE or GLIMPSE_CLUSTER_CONFIG)");
    }

    @Test
    void lineThatIsNeitherSectionNorKeyIsNamedByItsNumber() throws IOException {
        Path file = file("config.ini", "[client]\n\nnonsense\n");
        assertThatThrownBy(() -> ClusterConfig.read(file))
                .hasMessageStartingWith(file + ": parse error (at line: 3): nonsense");
    }

    @Test
    void interpolationCannotGrowWithoutBound() throws IOException {
        StringBuilder bomb = new StringBuilder(DIRECT).append("[DEFAULT]\na0 = xxxxxxxxxx\n");
        for (int i = 1; i < 8; i++) {
            bomb.append("a")
                    .append(i)
                    .append(" = ")
                    .append(("%(a" + (i - 1) + ")s").repeat(10))
                    .append('\n');
        }
        Path file = file("config.ini", bomb + "[client]\nkey = %(a7)s\n");
        assertThatThrownBy(() -> ClusterConfig.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("at most 65536 characters");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
