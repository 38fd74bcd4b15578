package glimpse.server.store.engine;

import glimpse.server.command.GearmandCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Our server as a process of its own, which may be killed or run out of room. */
final class ServerProcess implements AutoCloseable {
    private static final int WAIT_SECONDS = 120;

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The program; the real one is in the launcher. */
    static final class Main {
        private Main() {}

        public static void main(String[] words) {
            System.exit(GearmandCommand.run(words));
        }
    }

    /** Starts it and waits until it listens. */
    static ServerProcess start(Path folder, List<String> queue) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "gearmand", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--listen=127.0.0.1",
                "--port=0",
                "--log-file=" + log,
                "--verbose=INFO"));
        command.addAll(queue);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!Files.readString(log).contains("Listening on ")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("not listening: " + Files.readString(out) + Files.readString(log));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return new ServerProcess(process, log);
    }

    int port() throws IOException {
        String line = log().lines()
                .filter(l -> l.contains("Listening on "))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** No file of it may become longer than this; writing past it fails as on a full disk. */
    void limitFiles(String bytes) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":unlimited")
                .redirectErrorStream(true)
                .start();
        String out = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (prlimit.waitFor() != 0) {
            throw new IOException("prlimit: " + out);
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
