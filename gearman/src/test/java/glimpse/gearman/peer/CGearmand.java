package glimpse.gearman.peer;

import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The C job server as a process on a loopback port of its own. */
public final class CGearmand implements AutoCloseable {
    private static final Path DEBIANS = Path.of("/usr/sbin/gearmand");
    private static final String PROGRAM = Files.isExecutable(DEBIANS) ? DEBIANS.toString() : "gearmand";

    private final HostPort address;
    private final List<String> arguments;
    private Process process;

    private CGearmand(int port, List<String> arguments) {
        this.address = new HostPort("127.0.0.1", port);
        this.arguments = arguments;
    }

    /** A server that listens. */
    public static CGearmand started(String... arguments) throws IOException {
        CGearmand server = reserved(arguments);
        server.start();
        return server;
    }

    /** A server that does not run yet, on a port that was free a moment ago. */
    public static CGearmand reserved(String... arguments) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new CGearmand(socket.getLocalPort(), List.of(arguments));
        }
    }

    public HostPort address() {
        return address;
    }

    public int port() {
        return address.port();
    }

    /** Starts it and returns when it answers. */
    public void start() throws IOException {
        Path log = Files.createTempFile("gearmand", ".log");
        List<String> command =
                new ArrayList<>(List.of(PROGRAM, "-L", "127.0.0.1", "-p", "" + address.port(), "-l", "stderr"));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitAnswer();
        } catch (IOException e) {
            kill();
            throw new IOException("gearmand does not answer: " + Files.readString(log), e);
        } finally {
            Files.delete(log);
        }
    }

    /** Its queue is replayed by then. */
    private void awaitAnswer() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try (GearmanAdmin admin = GearmanAdmin.connect(address)) {
                admin.version();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw e;
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** Ends it at once; its connections end, and its port is free. */
    public void kill() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Ends it in good order: by TERM, as an operator does. */
    public void stop() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
