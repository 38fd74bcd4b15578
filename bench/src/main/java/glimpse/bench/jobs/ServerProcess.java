package glimpse.bench.jobs;

import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A job server as a process on a loopback port of its own; it ends with {@link #close}. */
final class ServerProcess implements AutoCloseable {
    private final String name;
    private final HostPort address;
    private final Process process;
    private final long startedNanos;
    private double startMillis;

    private ServerProcess(String name, HostPort address, Process process, long startedNanos) {
        this.name = name;
        this.address = address;
        this.process = process;
        this.startedNanos = startedNanos;
    }

    /** Starts {@code command -L 127.0.0.1 -p PORT -l none} and returns when it answers. */
    static ServerProcess start(String name, List<String> command) throws IOException, InterruptedException {
        HostPort address = new HostPort("127.0.0.1", freePort());
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("-L", address.host(), "-p", Integer.toString(address.port()), "-l", "none"));
        long startedNanos = System.nanoTime();
        Process process = new ProcessBuilder(line).inheritIO().start();
        ServerProcess server = new ServerProcess(name, address, process, startedNanos);
        server.awaitAnswer();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try (GearmanAdmin admin = GearmanAdmin.connect(address)) {
                admin.version();
                startMillis = (System.nanoTime() - startedNanos) / 1e6;
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > endNanos || process.waitFor(5, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new IOException(name + " does not answer: " + notYet.getMessage(), notYet);
                }
            }
        }
    }

    /** From before the start of the process until {@code version} was answered. */
    double startMillis() {
        return startMillis;
    }

    HostPort address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
