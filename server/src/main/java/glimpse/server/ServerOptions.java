package glimpse.server;

import static java.util.Objects.requireNonNull;

import glimpse.server.connection.Keepalive;
import glimpse.server.connection.Limits;
import glimpse.server.connection.Tls;
import glimpse.server.connection.Transport;
import glimpse.server.job.JobRules;
import glimpse.server.log.Verbosity;
import glimpse.server.store.QueueType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What a job server is started with; begin with {@link #standard} or {@link #embedded} and change what differs. Immutable. */
public final class ServerOptions {
    public static final int DEFAULT_PORT = 4730;

    private String listen = "";
    private int port = DEFAULT_PORT;
    private OptionalInt httpPort = OptionalInt.empty();
    private String webListen = "127.0.0.1";
    private OptionalInt webPort = OptionalInt.empty();
    private int backlog = 32;
    private int threads;
    private Transport transport = Transport.BEST;
    private Optional<Tls> tls = Optional.empty();
    private Keepalive keepalive = Keepalive.OF_THE_SYSTEM;
    private Limits limits = Limits.STANDARD;
    private Verbosity verbosity = Verbosity.ERROR;
    private JobRules jobs = JobRules.standard("H:" + Host.name());
    private QueueType queue = QueueType.BUILTIN;

    private ServerOptions() {}

    private ServerOptions(ServerOptions o) {
        listen = o.listen;
        port = o.port;
        httpPort = o.httpPort;
        webListen = o.webListen;
        webPort = o.webPort;
        backlog = o.backlog;
        threads = o.threads;
        transport = o.transport;
        tls = o.tls;
        keepalive = o.keepalive;
        limits = o.limits;
        verbosity = o.verbosity;
        jobs = o.jobs;
        queue = o.queue;
    }

    /** The options of a gearmand that was given none. */
    public static ServerOptions standard() {
        return new ServerOptions();
    }

    /** A server for this machine only, on any free port. */
    public static ServerOptions embedded() {
        return standard().withListen("127.0.0.1").withPort(0);
    }

    private ServerOptions with(Consumer<ServerOptions> change) {
        ServerOptions changed = new ServerOptions(this);
        change.accept(changed);
        return changed;
    }

    /** Host name or address whose addresses are bound; empty for all of the machine. */
    public String listen() {
        return listen;
    }

    public ServerOptions withListen(String newListen) {
        return with(o -> o.listen = requireNonNull(newListen));
    }

    /** The gear port; 0 for any free one. */
    public int port() {
        return port;
    }

    public ServerOptions withPort(int newPort) {
        requirePort(newPort);
        return with(o -> o.port = newPort);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " (expected: 0..65535)");
        }
    }

    /** Where HTTP is spoken, 0 for any free port; empty for nowhere. */
    public OptionalInt httpPort() {
        return httpPort;
    }

    public ServerOptions withHttpPort(OptionalInt newHttpPort) {
        newHttpPort.ifPresent(ServerOptions::requirePort);
        return with(o -> o.httpPort = newHttpPort);
    }

    /** Address of the status page. */
    public String webListen() {
        return webListen;
    }

    /** Where the status page is, 0 for any free port; empty for nowhere. */
    public OptionalInt webPort() {
        return webPort;
    }

    public ServerOptions withWeb(String newListen, OptionalInt newPort) {
        newPort.ifPresent(ServerOptions::requirePort);
        return with(o -> {
            o.webListen = requireNonNull(newListen);
            o.webPort = newPort;
        });
    }

    /** Connections that may wait to be accepted. */
    public int backlog() {
        return backlog;
    }

    public ServerOptions withBacklog(int newBacklog) {
        return with(o -> o.backlog = newBacklog);
    }

    /** As {@code -t}: 0 all in one, 1 listening apart, more: as many I/O threads and a processing thread. */
    public int threads() {
        return threads;
    }

    public ServerOptions withThreads(int newThreads) {
        if (newThreads < 0) {
            throw new IllegalArgumentException("threads " + newThreads + " (expected: >= 0)");
        }
        return with(o -> o.threads = newThreads);
    }

    public Transport transport() {
        return transport;
    }

    public ServerOptions withTransport(Transport newTransport) {
        return with(o -> o.transport = requireNonNull(newTransport));
    }

    /** The files for TLS on the gear port; empty for none. */
    public Optional<Tls> tls() {
        return tls;
    }

    public ServerOptions withTls(Optional<Tls> newTls) {
        return with(o -> o.tls = requireNonNull(newTls));
    }

    public Keepalive keepalive() {
        return keepalive;
    }

    public ServerOptions withKeepalive(Keepalive newKeepalive) {
        return with(o -> o.keepalive = requireNonNull(newKeepalive));
    }

    public Limits limits() {
        return limits;
    }

    public ServerOptions withLimits(Limits newLimits) {
        return with(o -> o.limits = requireNonNull(newLimits));
    }

    /** What the admin command {@code verbose} says. */
    public Verbosity verbosity() {
        return verbosity;
    }

    public ServerOptions withVerbosity(Verbosity newVerbosity) {
        return with(o -> o.verbosity = requireNonNull(newVerbosity));
    }

    public JobRules jobs() {
        return jobs;
    }

    public ServerOptions withJobs(JobRules newJobs) {
        return with(o -> o.jobs = requireNonNull(newJobs));
    }

    /** Where background jobs outlive the server. */
    public QueueType queue() {
        return queue;
    }

    public ServerOptions withQueue(QueueType newQueue) {
        return with(o -> o.queue = requireNonNull(newQueue));
    }
}
