package glimpse.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that change the process itself: {@code -d}, {@code -f}, {@code -u}. */
class DaemonTest {
    private static final int WAIT_SECONDS = 120;

    @TempDir
    Path folder;

    /** Another user has to be able to read the program and to write its log. */
    @BeforeEach
    void openTheFolder() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static boolean isRoot() throws IOException {
        return Files.readString(Path.of("/proc/self/status")).contains("Uid:\t0\t0");
    }

    /** Starts gearmand from copies of its class path, and waits until the process that was started ends. */
    private int run(String... options) throws IOException, InterruptedException {
        Process process = new GearmandProgram(folder).start(copiedClassPath(), options);
        try {
            assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS))
                    .as("has ended")
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String copiedClassPath() throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.isEmpty() || !Files.exists(Path.of(entry)) || entry.contains("junit")) {
                continue;
            }
            Path from = Path.of(entry);
            Path to = folder.resolve("classes" + copies.size());
            try (var files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, file.equals(from) ? to : copy);
                    }
                }
            }
            copies.add(to.toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private String read(String file) throws IOException {
        return new GearmandProgram(folder).read(file);
    }

    private static boolean isRunning(long pid) {
        try {
            return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theDaemonHasASessionOfItsOwnTheLimitAndTheUser() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-d", "-f", "512"));
        if (isRoot()) {
            options.addAll(List.of("-u", "nobody"));
        }
        assertThat(run(options.toArray(String[]::new))).as(read("out")).isZero();
        assertThat(read("out")).isEmpty();
        long pid = Long.parseLong(read("pid").strip());
        try {
            String log = read("log");
            int port = Integer.parseInt(log.lines().findFirst().orElseThrow().replaceFirst(".*:", ""));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(WAIT_SECONDS * 1000);
                socket.getOutputStream().write("getpid\n".getBytes(UTF_8));
                byte[] expected = ("OK " + pid + "\n").getBytes(UTF_8);
                assertThat(socket.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
            }
            Path proc = Path.of("/proc/" + pid);
            String[] stat = Files.readString(proc.resolve("stat"))
                    .replaceFirst(".*\\) ", "")
                    .split(" ", -1);
            assertThat(stat[3]).as("session").isEqualTo("" + pid);
            assertThat(Files.readString(proc.resolve("limits"))).containsPattern("Max open files +512 ");
            for (String stream : List.of("0", "1", "2")) {
                assertThat(Files.readSymbolicLink(proc.resolve("fd").resolve(stream)))
                        .hasToString("/dev/null");
            }
            if (isRoot()) {
                assertThat(everyThreadsUser(proc)).containsOnly("Uid:\t65534\t65534\t65534\t65534");
                assertThat(Files.getOwner(folder.resolve("log")).getName()).isEqualTo("nobody");
            }
        } finally {
            new ProcessBuilder("kill", "-TERM", "" + pid).start().waitFor();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (isRunning(pid)) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        assertThat(folder.resolve("pid")).doesNotExist();
    }

    private static List<String> everyThreadsUser(Path proc) throws IOException {
        List<String> users = new ArrayList<>();
        try (var threads = Files.list(proc.resolve("task"))) {
            for (Path thread : threads.toList()) {
                users.add(Files.readAllLines(thread.resolve("status")).stream()
                        .filter(line -> line.startsWith("Uid:"))
                        .findFirst()
                        .orElseThrow());
            }
        }
        return users;
    }

    @Test
    void whatKeepsADaemonFromServingIsTheStartersError() throws IOException, InterruptedException {
        assertThat(run("-d", "-u", "no-such-user")).isEqualTo(1);
        assertThat(read("out"))
                .isEqualTo(
                        isRoot()
                                ? "gearmand: Could not find user 'no-such-user'.\n"
                                : "gearmand: Must be root to switch users.\n");
    }
}
