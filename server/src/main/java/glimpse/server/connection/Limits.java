package glimpse.server.connection;

import java.time.Duration;

/**
 * What a connection may cost. Zero is no limit, except for the packet size.
 *
 * @param maxPacketSize the most bytes after a packet's header, and in the body of an HTTP request
 * @param maxConnections open at a time, those of HTTP included; one more is closed at once
 * @param maxOutput bytes that may wait for a peer to read them: with a quarter nothing more is read from it, with more than all of
 *     them it is dropped; a single answer may be larger
 * @param outputTimeout how long a peer may leave waiting output alone before it is dropped
 * @param packetTimeout how long the rest of a begun packet, line, request or TLS handshake may be silent before the peer is dropped
 * @param idleTimeout how long a peer may be silent that has no job, no offer and nothing else to wait for
 */
public record Limits(
        int maxPacketSize,
        int maxConnections,
        long maxOutput,
        Duration outputTimeout,
        Duration packetTimeout,
        Duration idleTimeout) {

    public static final Limits STANDARD =
            new Limits(256 << 20, 0, 64L << 20, Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ZERO);

    public Limits withMaxPacketSize(int bytes) {
        return new Limits(bytes, maxConnections, maxOutput, outputTimeout, packetTimeout, idleTimeout);
    }

    public Limits withMaxConnections(int connections) {
        return new Limits(maxPacketSize, connections, maxOutput, outputTimeout, packetTimeout, idleTimeout);
    }

    public Limits withMaxOutput(long bytes) {
        return new Limits(maxPacketSize, maxConnections, bytes, outputTimeout, packetTimeout, idleTimeout);
    }

    public Limits withOutputTimeout(Duration timeout) {
        return new Limits(maxPacketSize, maxConnections, maxOutput, timeout, packetTimeout, idleTimeout);
    }

    public Limits withPacketTimeout(Duration timeout) {
        return new Limits(maxPacketSize, maxConnections, maxOutput, outputTimeout, timeout, idleTimeout);
    }

    public Limits withIdleTimeout(Duration timeout) {
        return new Limits(maxPacketSize, maxConnections, maxOutput, outputTimeout, packetTimeout, timeout);
    }
}
