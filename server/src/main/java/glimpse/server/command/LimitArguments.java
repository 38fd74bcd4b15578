package glimpse.server.command;

import glimpse.server.connection.Keepalive;
import glimpse.server.connection.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options about what a connection may cost and how it is found dead. */
final class LimitArguments {
    @Option(
            names = "--idle-timeout",
            paramLabel = "seconds",
            description = "Close connections that are silent for so long and have no job and no function; 0 is never"
                    + " (${DEFAULT-VALUE}).")
    int idleTimeout = (int) Limits.STANDARD.idleTimeout().toSeconds();

    @Option(names = "--keepalive", description = "Enable keepalive on sockets; it is always enabled.")
    boolean keepalive;

    @Option(
            names = "--keepalive-count",
            paramLabel = "n",
            description = "Unanswered probes until a connection is given up, -1 for the system's (${DEFAULT-VALUE}).")
    int keepaliveCount = -1;

    @Option(
            names = "--keepalive-idle",
            paramLabel = "seconds",
            description = "Silence before the first probe, -1 for the system's (${DEFAULT-VALUE}).")
    int keepaliveIdle = -1;

    @Option(
            names = "--keepalive-interval",
            paramLabel = "seconds",
            description = "Time between probes, -1 for the system's (${DEFAULT-VALUE}).")
    int keepaliveInterval = -1;

    @Option(
            names = "--max-connections",
            paramLabel = "n",
            description =
                    "The most connections at a time; one more is closed at once; 0 is no limit but that of the file"
                            + " descriptors (${DEFAULT-VALUE}).")
    int maxConnections = Limits.STANDARD.maxConnections();

    @Option(
            names = "--max-output",
            paramLabel = "bytes",
            description =
                    "Bytes that may wait for a peer to read them: with a quarter nothing more is read from it, with"
                            + " all it is dropped; 0 is no limit (${DEFAULT-VALUE}).")
    long maxOutput = Limits.STANDARD.maxOutput();

    @Option(
            names = "--max-packet-size",
            paramLabel = "bytes",
            description = "The most bytes that may follow a packet's header (${DEFAULT-VALUE}).")
    int maxPacketSize = Limits.STANDARD.maxPacketSize();

    @Option(
            names = "--output-timeout",
            paramLabel = "seconds",
            description = "Drop a peer that reads nothing of its waiting output for so long; 0 is never"
                    + " (${DEFAULT-VALUE}).")
    int outputTimeout = (int) Limits.STANDARD.outputTimeout().toSeconds();

    @Option(
            names = "--packet-timeout",
            paramLabel = "seconds",
            description =
                    "Drop a peer that is silent for so long within a packet, a line, a request or a TLS handshake; 0"
                            + " is never (${DEFAULT-VALUE}).")
    int packetTimeout = (int) Limits.STANDARD.packetTimeout().toSeconds();

    Limits limits() throws UsageException {
        Range.require("idle-timeout", idleTimeout, 0, Integer.MAX_VALUE);
        Range.require("max-connections", maxConnections, 0, Integer.MAX_VALUE);
        Range.require("max-output", maxOutput, 0, Long.MAX_VALUE);
        Range.require("max-packet-size", maxPacketSize, 1024, Integer.MAX_VALUE);
        Range.require("output-timeout", outputTimeout, 0, Integer.MAX_VALUE);
        Range.require("packet-timeout", packetTimeout, 0, Integer.MAX_VALUE);
        return new Limits(
                Math.min(maxPacketSize, Integer.MAX_VALUE - 64),
                maxConnections,
                maxOutput,
                Duration.ofSeconds(outputTimeout),
                Duration.ofSeconds(packetTimeout),
                Duration.ofSeconds(idleTimeout));
    }

    /** The system takes no number below 1. */
    Keepalive keepalive() throws UsageException {
        return new Keepalive(
                orSystem("keepalive-idle", keepaliveIdle),
                orSystem("keepalive-interval", keepaliveInterval),
                orSystem("keepalive-count", keepaliveCount));
    }

    private static int orSystem(String name, int value) throws UsageException {
        Range.require(name, value, -1, name.endsWith("count") ? 127 : 32767);
        return value == 0 ? -1 : value;
    }
}
