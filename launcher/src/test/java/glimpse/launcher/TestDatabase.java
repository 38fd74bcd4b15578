package glimpse.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL or a MariaDB of its own on a loopback port; what it keeps is there again when it is started again. */
public final class TestDatabase implements AutoCloseable {
    private static final int WAIT_SECONDS = 60;
    private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

    /** Whose. */
    public enum Kind {
        POSTGRESQL("postgres"),
        MARIADB("mysql");

        private final String user;

        Kind(String user) {
            this.user = user;
        }
    }

    private final Kind kind;
    private final Path folder;
    private final int port;
    private Process process;

    private TestDatabase(Kind kind) throws IOException {
        this.kind = kind;
        this.folder = Files.createTempDirectory("glimpse-" + kind);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    /** One that is empty and answers. */
    public static TestDatabase started(Kind kind) throws Exception {
        TestDatabase database = new TestDatabase(kind);
        if (IS_ROOT) {
            end(new ProcessBuilder("chown", kind.user, database.folder.toString()).start());
        }
        end(database.asUser(database.initialization()));
        database.start();
        return database;
    }

    private String data() {
        return folder + "/data";
    }

    private static Path postgres(String program) throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.max(Path::compareTo).orElseThrow().resolve("bin").resolve(program);
        }
    }

    private List<String> initialization() throws IOException {
        return switch (kind) {
            case POSTGRESQL ->
                words(postgres("initdb") + " -A trust -U postgres --no-sync --locale=C -E UTF8 -D " + data());
            case MARIADB ->
                words("mariadb-install-db --no-defaults --auth-root-authentication-method=normal --datadir=" + data());
        };
    }

    private List<String> server() throws IOException {
        return switch (kind) {
            case POSTGRESQL ->
                words(postgres("postgres") + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                        + " -p " + port + " -D " + data());
            case MARIADB ->
                words(
                        "/usr/sbin/mariadbd --no-defaults --bind-address=127.0.0.1 --innodb-buffer-pool-size=16M --socket="
                                + folder + "/s --port=" + port + " --datadir=" + data());
        };
    }

    private static List<String> words(String command) {
        return Arrays.asList(command.split(" ", -1));
    }

    private Process asUser(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(IS_ROOT ? List.of("runuser", "-u", kind.user, "--") : List.of());
        command.addAll(words);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(process.info() + " failed");
        }
    }

    /** Starts it and waits until it answers. */
    public void start() throws Exception {
        process = asUser(server());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!answers()) {
            if (System.nanoTime() > end || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException(kind + " does not answer on port " + port);
            }
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(10);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Kills it and what it has started, at once. */
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(
                one -> one.onExit().orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join());
    }

    /** Of JDBC. */
    public String url() {
        return switch (kind) {
            case POSTGRESQL -> "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
            case MARIADB -> "jdbc:mariadb://127.0.0.1:" + port + "/test?user=root";
        };
    }

    @Override
    public void close() throws IOException {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
