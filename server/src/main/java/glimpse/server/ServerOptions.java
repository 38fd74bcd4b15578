package glimpse.server;

import static java.util.Objects.requireNonNull;

import glimpse.server.connection.Transport;
import glimpse.server.job.JobRules;
import glimpse.server.log.Verbosity;
import java.util.OptionalInt;

/**
 * What a job server is started with; begin with {@link #standard} or {@link #embedded} and change what differs. Immutable.
 *
 * @param listen host name or address whose addresses are bound; empty for all of the machine
 * @param port 0 for any free one
 * @param httpPort where HTTP is spoken, 0 for any free one; empty for nowhere
 * @param backlog connections that may wait to be accepted
 * @param threads as {@code -t}: 0 all in one, 1 listening apart, more: as many I/O threads and a processing thread
 * @param maxPacketSize the most bytes that may follow a packet's header
 * @param verbosity what the admin command {@code verbose} says
 */
public record ServerOptions(
        String listen,
        int port,
        OptionalInt httpPort,
        int backlog,
        int threads,
        int maxPacketSize,
        Verbosity verbosity,
        Transport transport,
        JobRules jobs) {
    public static final int DEFAULT_PORT = 4730;

    public ServerOptions {
        requireNonNull(listen, "listen");
        requireNonNull(httpPort, "httpPort");
        requireNonNull(verbosity, "verbosity");
        requireNonNull(transport, "transport");
        requireNonNull(jobs, "jobs");
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " (expected: 0..65535)");
        }
        if (threads < 0) {
            throw new IllegalArgumentException("threads " + threads + " (expected: >= 0)");
        }
    }

    /** The options of a gearmand that was given none. */
    public static ServerOptions standard() {
        JobRules jobs = JobRules.standard("H:" + Host.name());
        return new ServerOptions(
                "", DEFAULT_PORT, OptionalInt.empty(), 32, 0, 256 << 20, Verbosity.ERROR, Transport.BEST, jobs);
    }

    /** A server for this machine only, on any free port. */
    public static ServerOptions embedded() {
        return standard().withListen("127.0.0.1").withPort(0);
    }

    public ServerOptions withListen(String newListen) {
        return new ServerOptions(
                newListen, port, httpPort, backlog, threads, maxPacketSize, verbosity, transport, jobs);
    }

    public ServerOptions withPort(int newPort) {
        return new ServerOptions(
                listen, newPort, httpPort, backlog, threads, maxPacketSize, verbosity, transport, jobs);
    }

    public ServerOptions withHttpPort(OptionalInt newHttpPort) {
        return new ServerOptions(
                listen, port, newHttpPort, backlog, threads, maxPacketSize, verbosity, transport, jobs);
    }

    public ServerOptions withBacklog(int newBacklog) {
        return new ServerOptions(
                listen, port, httpPort, newBacklog, threads, maxPacketSize, verbosity, transport, jobs);
    }

    public ServerOptions withThreads(int newThreads) {
        return new ServerOptions(
                listen, port, httpPort, backlog, newThreads, maxPacketSize, verbosity, transport, jobs);
    }

    public ServerOptions withMaxPacketSize(int newMaxPacketSize) {
        return new ServerOptions(
                listen, port, httpPort, backlog, threads, newMaxPacketSize, verbosity, transport, jobs);
    }

    public ServerOptions withVerbosity(Verbosity newVerbosity) {
        return new ServerOptions(
                listen, port, httpPort, backlog, threads, maxPacketSize, newVerbosity, transport, jobs);
    }

    public ServerOptions withTransport(Transport newTransport) {
        return new ServerOptions(
                listen, port, httpPort, backlog, threads, maxPacketSize, verbosity, newTransport, jobs);
    }

    public ServerOptions withJobs(JobRules newJobs) {
        return new ServerOptions(
                listen, port, httpPort, backlog, threads, maxPacketSize, verbosity, transport, newJobs);
    }
}
