package glimpse.server.transcript;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the C gearmand, where it is installed. */
public final class CGearmand implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/gearmand");

    private final Process process;
    private final Path log;
    private final int port;

    private CGearmand(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    public static CGearmand start(Map<String, String> options) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path log = Files.createTempFile("gearmand", ".log");
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--listen=127.0.0.1",
                "--port=" + port,
                "--log-file=" + log,
                "--pid-file=" + log + ".pid",
                "--job-handle-prefix=H"));
        options.forEach((name, value) -> command.add("--" + name + (value.isEmpty() ? "" : "=" + value)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        CGearmand server = new CGearmand(process, log, port);
        try {
            server.awaitPort();
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitPort() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IOException("gearmand does not answer: " + Files.readString(log), e);
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
    }

    public int port() {
        return port;
    }

    /** Ends it in good order. */
    public void stop() throws IOException {
        process.destroy();
        process.onExit().join();
        close();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
        Files.deleteIfExists(Path.of(log + ".pid"));
    }
}
