package glimpse.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GearmandCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... words) {
        return new GearmandCommand(Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .call(words);
    }

    @Test
    void versionAndHelpGoToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(UTF_8)).matches("\ngearmand \\S+ - Glimpse\n");
        assertThat(run("-h")).isZero();
        assertThat(out.toString(UTF_8)).contains("--worker-wakeup", "--round-robin");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-v",
                "-vv",
                "-vvv",
                "--verbose=INFO",
                "--verbose DEBUG",
                "-p 4731",
                "-p4731",
                "--port=4731",
                "-R -w 1 -j 3 -t 2 -b 64 -L localhost",
                "-j -1",
                "--exceptions --job-handle-prefix=H:x",
                "-l none -P unwritable/pid",
                "-p http --http-port www",
                "-b 0 -f 0 --mysql-password @/etc/hostname",
                "-d -f 1024 -u nobody --coredump --syslog --hashtable-buckets=1733003",
                "--keepalive --keepalive-idle=60 --keepalive-interval 10 --keepalive-count=3",
                "-q redis --store-timeout 5",
                "--max-connections 10 --max-output 1000000 --output-timeout 5 --packet-timeout 5 --idle-timeout 5"
            })
    void checkArgsSaysNothingOfGoodOptions(String options) {
        assertThat(run(("--check-args " + options).strip().split(" ", -1))).isZero();
        assertThat(out.size() + err.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo                    | gearmand: unrecognised option 'foo'",
                "--nope                 | gearmand: unrecognised option '--nope'",
                "-p                     | gearmand: the required argument for option '--port' is missing",
                "-p 1 -p 2              | gearmand: option '--port' cannot be specified more than once",
                "-p 70000               | gearmand: port '70000' (expected: 0..65535, or a TCP service of /etc/services)",
                "--verbose=info         | gearmand: Invalid value for --verbose supplied",
                "-j 256                 | gearmand: job-retries 256 (expected: -1..255)",
                "-w 300                 | gearmand: worker-wakeup 300 (expected: 0..255)",
                "-r nope                | gearmand: Unknown protocol module : nope",
                "--http-port=-1         | gearmand: http-port '-1' (expected: 0..65535, or a TCP service of /etc/services)",
                "--hashtable-buckets 0  | gearmand: hashtable-buckets 0 (expected: 1..268435456)",
                "--keepalive-idle=-2    | gearmand: keepalive-idle -2 (expected: -1..32767)",
                "--max-packet-size=0    | gearmand: max-packet-size 0 (expected: >= 1024)",
                "--max-connections=-1   | gearmand: max-connections -1 (expected: >= 0)",
                "-f -1                  | gearmand: file-descriptors -1 (expected: >= 0)",
                "-b x                   | gearmand: the argument ('x') for option '--backlog' is invalid (expected: a whole number)",
                "-port x                | gearmand: the argument ('x') for option '-port' is invalid (expected: a whole number)",
                "--mysql-host           | gearmand: the required argument for option '--mysql-host' is missing",
                "--redis-port=70000     | gearmand: redis-port 70000 (expected: 0..65535)",
                "--listen=              | gearmand: the argument for option '--listen' should follow immediately after the equal sign",
                "--libpq-table=a-b      | gearmand: libpq-table 'a-b' (expected: letters, digits and _ . $)",
                "--store-timeout 0      | gearmand: store-timeout 0 (expected: 1..3600)",
                "-q nope                | gearmand: Error while initializing the queue : nope (see --help)",
                "--config-file=nowhere  | gearmand: Could not open configuration file. (nowhere: No such file or directory)",
                "-L no.such.host.invalid --log-file=none | gearmand: cannot listen on no.such.host.invalid: no such host",
                "-p 0 -P no/such/folder/pid | gearmand: Could not open pid file for writing: no/such/folder/pid (No such file or directory)"
            })
    void whatCannotBeEndsWithOneAndALine(String options, String message) {
        assertThat(run(options.split(" ", -1))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo(message + "\n");
    }

    @Test
    void theConfigFileIsReadAndTheCommandLineWins() throws IOException {
        Path file = folder.resolve("gearmand.conf");
        Files.writeString(file, "# --nonsense in a comment\n--port 1 --job-ret=2 words --round-robin\n--verbose=info");
        assertThat(run("--check-args", "--config-file=" + file)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("gearmand: Invalid value for --verbose supplied\n");
        assertThat(run("--check-args", "-v", "-p", "2", "--config-file=" + file))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-p 70001               | port '70001' (expected: 0..65535, or a TCP service of /etc/services)",
                "-p70001 # -z           | port '70001' (expected: 0..65535, or a TCP service of /etc/services)",
                "-Rdp 70001             | port '70001' (expected: 0..65535, or a TCP service of /etc/services)",
                "-d -Rp70001 - word     | port '70001' (expected: 0..65535, or a TCP service of /etc/services)",
                "-vv -j 256 -t 2        | job-retries 256 (expected: -1..255)",
                "-v -j -2               | job-retries -2 (expected: -1..255)",
                "-v info                | Invalid value for --verbose supplied",
                "-port=1 -host h -j 256 | job-retries 256 (expected: -1..255)"
            })
    void shortOptionsOfTheConfigFileCountAsOnTheCommandLine(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("gearmand.conf"), text);
        assertThat(run("--check-args", "--config-file=" + file)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("gearmand: " + message + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-z           | gearmand: unrecognised option '-z'",
                "-Rz          | gearmand: unrecognised option '-Rz'",
                "-p           | gearmand: the required argument for option '--port' is missing",
                "--unknown=1  | gearmand: unrecognised option '--unknown'",
                "--check-args | gearmand: unrecognised option '--check-args'",
                "--port       | gearmand: the required argument for option '--port' is missing",
                "--ver        | gearmand: option '--ver' is ambiguous"
            })
    void whatTheConfigFileMayNotHold(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("gearmand.conf"), text);
        assertThat(run("--config-file=" + file)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo(message + "\n");
    }
}
