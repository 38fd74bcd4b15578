package glimpse.server;

import glimpse.server.admin.AdminCommands;
import glimpse.server.admin.ServerFacts;
import glimpse.server.connection.GearPort;
import glimpse.server.job.JobServer;
import glimpse.server.log.JobLog;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A running job server, in this process. Any thread may close it. */
public final class GearmandServer implements AutoCloseable {
    private final GearPort gearPort;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private GearmandServer(GearPort gearPort) {
        this.gearPort = gearPort;
    }

    /**
     * Starts a server; when this returns, connections are accepted.
     *
     * @throws IOException if the address is unknown or cannot be bound; the message names it
     */
    public static GearmandServer start(ServerOptions options) throws IOException {
        JobServer jobs = new JobServer(options.jobs(), new JobLog(options.jobs().handlePrefix()));
        AdminCommands admin = new AdminCommands(jobs, facts(options));
        GearPort.Settings settings = new GearPort.Settings(
                addresses(options.listen()),
                options.port(),
                options.httpPort(),
                options.backlog(),
                options.threads(),
                options.transport(),
                options.keepalive(),
                options.limits(),
                "Gearman/" + Version.NUMBER);
        return new GearmandServer(GearPort.open(settings, jobs, admin));
    }

    private static List<InetAddress> addresses(String listen) throws IOException {
        try {
            return listen.isEmpty() ? List.of(Inet6Address.getByName("::")) : List.of(InetAddress.getAllByName(listen));
        } catch (UnknownHostException e) {
            throw new IOException("cannot listen on " + listen + ": no such host", e);
        }
    }

    private static ServerFacts facts(ServerOptions options) {
        return new ServerFacts() {
            @Override
            public String version() {
                return Version.NUMBER;
            }

            @Override
            public long pid() {
                return ProcessHandle.current().pid();
            }

            @Override
            public String verbosity() {
                return options.verbosity().name();
            }
        };
    }

    /** The version of this build. */
    public static String version() {
        return Version.NUMBER;
    }

    /** The port that is bound. */
    public int port() {
        return gearPort.port();
    }

    /** The port for HTTP, if one was wanted. */
    public OptionalInt httpPort() {
        return gearPort.httpPort();
    }

    /** Accepts no more connections, and closes as soon as no job is left. Does not wait for that. */
    public void closeWhenEmpty() {
        gearPort.drain(() -> new Thread(this::close, "close").start());
    }

    /** Waits until the server has been closed. */
    public void awaitClosed() throws InterruptedException {
        try {
            closed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes all connections and ends all threads; returns when they have ended. */
    @Override
    public void close() {
        gearPort.close();
        closed.complete(null);
    }
}
