package glimpse.gearman.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.gearman.connection.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    /** Starts it and returns when it listens. */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(PROGRAM, "-L", "127.0.0.1", "-p", "" + address.port(), "-l", "stderr", "--verbose", "INFO"));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); ; line = log.readLine()) {
            if (line == null) {
                throw new IOException("gearmand ended: " + seen);
            }
            seen.append(line).append('\n');
            if (line.contains("Listening on")) {
                break;
            }
        }
        Thread drain = new Thread(() -> drain(log), "gearmand-log");
        drain.setDaemon(true);
        drain.start();
    }

    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // the process has gone
        }
    }

    /** Ends it at once; its connections end, and its port is free. */
    public void kill() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
