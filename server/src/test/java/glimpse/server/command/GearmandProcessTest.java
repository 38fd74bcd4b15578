package glimpse.server.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process of its own: signals, pid file, log. */
class GearmandProcessTest {
    private static final int BACKLOG_MILLIS = 300;
    private static final int WAIT_SECONDS = 120;

    @TempDir
    Path folder;

    private Process start(String... options) throws IOException, InterruptedException {
        Process process = new GearmandProgram(folder).start(System.getProperty("java.class.path"), options);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!read("log").contains("Listening on ")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("not listening: " + read("out") + read("log"));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return process;
    }

    private String read(String file) throws IOException {
        return new GearmandProgram(folder).read(file);
    }

    private int port() throws IOException {
        String first = Files.readAllLines(folder.resolve("log")).get(0);
        return Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS))
                .as("has ended")
                .isTrue();
        return process.exitValue();
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void termEndsItWithZeroAndTheLogIsInTheFormatOfGearmand() throws IOException, InterruptedException {
        Process process = start();
        try {
            assertThat(Files.readString(folder.resolve("pid"))).isEqualTo(process.pid() + "\n");
            signal(process, "TERM");
            assertThat(exitCode(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder.resolve("pid")).doesNotExist();
        assertThat(Files.readAllLines(folder.resolve("log")).get(0))
                .matches("   INFO [0-9-]{10} [0-9:]{8}\\.[0-9]{6} \\[  main \\] Listening on 127\\.0\\.0\\.1:[0-9]+");
    }

    @Test
    void hupOpensTheLogAnew() throws IOException, InterruptedException {
        Process process = start();
        try {
            Files.move(folder.resolve("log"), folder.resolve("log.old"));
            signal(process, "HUP");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
            while (!Files.exists(folder.resolve("log"))) {
                assertThat(System.nanoTime()).isLessThan(end);
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            signal(process, "INT");
            assertThat(exitCode(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("log"))).contains("Shutdown complete");
    }

    @Test
    void usr1ClosesThePortAndEndsWhenTheLastJobIsGone() throws IOException, InterruptedException {
        Process process = start();
        int port = port();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(WAIT_SECONDS * 1000);
            client.getOutputStream().write(packet(18, "f\0\0x"));
            assertThat(client.getInputStream().readNBytes(12)[7]).isEqualTo((byte) 8);
            signal(process, "USR1");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
            while (answers(port)) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
            assertThat(process.isAlive()).isTrue();
            client.getOutputStream().write(packet(1, "f"));
            client.getOutputStream().write(packet(4, ""));
            client.getOutputStream().write(packet(9, ""));
            client.getOutputStream().write("show jobs\n".getBytes(StandardCharsets.UTF_8));
            String got = "";
            while (!got.endsWith("\n.\n")) {
                got += (char) client.getInputStream().read();
            }
            String handle = got.substring(got.lastIndexOf("H:"), got.lastIndexOf("\t0\t0\t1\n"));
            client.getOutputStream().write(packet(13, handle + "\0"));
            assertThat(exitCode(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** On the port that has sockets of our own, and on one with Netty's channels. */
    @ParameterizedTest
    @CsvSource({"Listening on 127.0.0.1:, version, OK", "'Listening on port ', GET / HTTP/1.0, HTTP/1.0 404"})
    void withoutDescriptorsItSaysSoOnceAndGoesOnWhenThereAreSomeAgain(String listening, String asked, String answer)
            throws Exception {
        Process process = start("--file-descriptors=300", "--protocol=http", "--http-port=0");
        try {
            int port = portAfter(listening);
            List<Socket> many = new ArrayList<>();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
            while (!read("log").contains("no connection is accepted")) {
                assertThat(System.nanoTime()).isLessThan(end);
                connect(port).ifPresent(many::add);
            }
            assertThat(many).hasSizeGreaterThan(20);
            Socket waits = many.remove(many.size() - 1);
            for (Socket socket : many) {
                socket.close();
            }
            waits.setSoTimeout(WAIT_SECONDS * 1000);
            waits.getOutputStream().write((asked + "\n\n").getBytes(ISO_8859_1));
            byte[] answered = waits.getInputStream().readNBytes(answer.length());
            assertThat(new String(answered, ISO_8859_1)).isEqualTo(answer);
            waits.close();
            signal(process, "TERM");
            assertThat(exitCode(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(read("log").lines().filter(line -> line.contains("no connection is accepted")))
                .singleElement()
                .asString()
                .matches("  ERROR .* no connection is accepted, tried again every 200 ms: .*Too many open files.*");
        assertThat(read("log")).contains("connections are accepted again").doesNotContain("exceptionCaught");
    }

    /** Empty if the server's backlog is full: it accepts none, and will say so. */
    private static Optional<Socket> connect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG_MILLIS);
            return Optional.of(socket);
        } catch (SocketTimeoutException full) {
            socket.close();
            return Optional.empty();
        }
    }

    private int portAfter(String words) throws Exception {
        Pattern line = Pattern.compile(Pattern.quote(words) + "([0-9]+)");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        Matcher found = line.matcher(read("log"));
        while (!found.find()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
            found = line.matcher(read("log"));
        }
        return Integer.parseInt(found.group(1));
    }

    @Test
    void tooFewDescriptorsForTheServerItselfEndTheStart() throws Exception {
        assertThatThrownBy(() -> start("--file-descriptors=20"))
                .hasMessageMatching("(?s)not listening: gearmand: file-descriptors 20 \\(expected: >= [0-9]+,"
                        + " so many the server needs without any connection\\)\n");
    }

    private static byte[] packet(int type, String body) {
        return ByteBuffer.allocate(12 + body.length())
                .putInt(0x00524551)
                .putInt(type)
                .putInt(body.length())
                .put(body.getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }
}
