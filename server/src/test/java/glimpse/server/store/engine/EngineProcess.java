package glimpse.server.store.engine;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The program of an engine, in a folder of its own, under a user of its own when this runs as root; restarted on the same port. */
final class EngineProcess implements AutoCloseable {
    private static final int WAIT_SECONDS = 60;
    private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

    private final Path folder;
    private final String user;
    private final int port;
    private List<String> command = List.of();
    private Callable<Boolean> isReady = () -> true;
    private Process process;

    /**
     * Makes the folder.
     *
     * @param name of the engine
     * @param user who runs it when this is root
     */
    EngineProcess(String name, String user) throws IOException, InterruptedException {
        folder = Files.createTempDirectory(name);
        this.user = user;
        if (IS_ROOT) {
            run("chown", user, folder.toString());
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    /** Runs a command to its end, as the user of the engine. */
    void prepare(String... words) throws IOException, InterruptedException {
        run(asUser(List.of(words)).toArray(String[]::new));
    }

    private List<String> asUser(List<String> words) {
        List<String> all = new ArrayList<>();
        if (IS_ROOT) {
            all.addAll(List.of("runuser", "-u", user, "--"));
        }
        all.addAll(words);
        return all;
    }

    private void run(String... words) throws IOException, InterruptedException {
        Path out = folder.resolve("prepare.log");
        Process child = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Files.isWritable(folder) ? out.toFile() : new File("/dev/null"))
                .start();
        if (!child.waitFor(WAIT_SECONDS, TimeUnit.SECONDS) || child.exitValue() != 0) {
            child.destroyForcibly();
            throw new IOException(List.of(words) + ": " + Files.readString(out));
        }
    }

    /** Starts the engine and waits until it answers. */
    void start(Callable<Boolean> ready, String... words) throws Exception {
        command = asUser(List.of(words));
        isReady = ready;
        restart();
    }

    /** Starts it as before. */
    void restart() throws Exception {
        Path log = folder.resolve("engine.log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!isReady.call()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(command + " does not answer: " + Files.readString(log));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /** Kills it, and what it has started. */
    void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        all.forEach(child -> child.onExit().join());
        process.onExit().join();
    }

    /** Sends a signal to it and to all that it has started. */
    void signal(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, "" + process.pid()));
        process.descendants().forEach(child -> command.add("" + child.pid()));
        run(command.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            kill();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
