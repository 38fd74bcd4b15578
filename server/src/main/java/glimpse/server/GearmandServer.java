package glimpse.server;

import glimpse.server.admin.AdminCommands;
import glimpse.server.admin.ServerFacts;
import glimpse.server.connection.GearPort;
import glimpse.server.connection.Traffic;
import glimpse.server.job.JobServer;
import glimpse.server.log.JobLog;
import glimpse.server.store.PersistentQueue;
import glimpse.server.web.WebPort;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A running job server, in this process. Any thread may close it. */
public final class GearmandServer implements AutoCloseable {
    private final GearPort gearPort;
    private final PersistentQueue queue;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private final Traffic traffic;
    private final Optional<WebPort> web;

    private GearmandServer(GearPort gearPort, PersistentQueue queue, Traffic traffic, Optional<WebPort> web) {
        this.gearPort = gearPort;
        this.queue = queue;
        this.traffic = traffic;
        this.web = web;
    }

    /**
     * Starts a server with the jobs that its queue has kept; when this returns, connections are accepted.
     *
     * @throws IOException if the address is unknown or cannot be bound, a file cannot be read, or the queue cannot be opened; the message
     *     names it
     */
    public static GearmandServer start(ServerOptions options) throws IOException {
        PersistentQueue queue = options.queue().queue();
        try {
            JobServer jobs =
                    new JobServer(options.jobs(), new JobLog(options.jobs().handlePrefix()), queue.jobs());
            queue.replay(jobs);
            GearmandServer server = start(options, jobs, queue);
            try {
                queue.start(jobs, server.gearPort::execute);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException | RuntimeException e) {
            queue.close();
            throw e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static GearmandServer start(ServerOptions options, JobServer jobs, PersistentQueue queue)
            throws IOException {
        CompletableFuture<GearmandServer> started = new CompletableFuture<>();
        AdminCommands admin =
                new AdminCommands(jobs, facts(options), mode -> started.thenAccept(server -> server.shutDown(mode)));
        GearPort.Settings settings = new GearPort.Settings(
                addresses(options.listen()),
                options.port(),
                options.httpPort(),
                options.backlog(),
                options.threads(),
                options.transport(),
                options.tls().isPresent() ? Optional.of(options.tls().get().open()) : Optional.empty(),
                options.keepalive(),
                options.limits(),
                "Gearman/" + Version.NUMBER);
        Traffic traffic = new Traffic();
        GearPort gearPort = GearPort.open(settings, traffic, jobs, admin);
        GearmandServer server =
                new GearmandServer(gearPort, queue, traffic, openWeb(options, gearPort, traffic, jobs, queue));
        started.complete(server);
        return server;
    }

    private static Optional<WebPort> openWeb(
            ServerOptions options, GearPort gearPort, Traffic traffic, JobServer jobs, PersistentQueue queue)
            throws IOException {
        if (options.webPort().isEmpty()) {
            return Optional.empty();
        }
        try {
            InetAddress address = addresses(options.webListen()).get(0);
            int port = options.webPort().getAsInt();
            return Optional.of(WebPort.open(address, port, jobs, gearPort::execute, traffic, queue, Version.NUMBER));
        } catch (IOException e) {
            gearPort.close();
            throw e;
        }
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

    /** The port of the status page, if one was wanted. */
    public OptionalInt webPort() {
        return web.isPresent() ? OptionalInt.of(web.get().port()) : OptionalInt.empty();
    }

    /** What has befallen connections. */
    public Traffic traffic() {
        return traffic;
    }

    private void shutDown(AdminCommands.Shutdown mode) {
        Runnable end = mode == AdminCommands.Shutdown.NOW ? this::close : this::closeWhenEmpty;
        gearPort.afterRound(() -> new Thread(end, "close").start());
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

    /** Closes all connections, writes what the queue still has to keep, and ends all threads; returns when they have ended. */
    @Override
    public void close() {
        web.ifPresent(WebPort::close);
        gearPort.close();
        queue.close();
        closed.complete(null);
    }
}
