package glimpse.gearman.connection;

import java.time.Duration;
import javax.net.SocketFactory;

/**
 * What both ends of the dialling side set on a connection.
 *
 * @param connectTimeout how long one attempt may take, the TLS handshake included
 * @param maxPacketBytes the largest body taken from the server; above it the connection is closed
 * @param outboxBytes how much may wait to be written before senders wait too
 * @param socketFactory makes the unconnected socket; an {@code SSLSocketFactory} makes it a TLS connection
 */
public record ConnectionOptions(
        Duration connectTimeout, int maxPacketBytes, int outboxBytes, SocketFactory socketFactory) {

    /** 5 s, 256 MiB, 4 MiB, plain TCP. */
    public static final ConnectionOptions DEFAULT =
            new ConnectionOptions(Duration.ofSeconds(5), 256 << 20, 4 << 20, SocketFactory.getDefault());

    public ConnectionOptions {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connect timeout " + connectTimeout + " (expected: above 0)");
        }
        if (maxPacketBytes < 1 || outboxBytes < 1) {
            throw new IllegalArgumentException(
                    "packet bytes " + maxPacketBytes + ", outbox bytes " + outboxBytes + " (expected: above 0)");
        }
    }

    /** The connect timeout as sockets take it: at least 1. */
    public int timeoutMillis() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, connectTimeout.toMillis()));
    }

    public ConnectionOptions withConnectTimeout(Duration timeout) {
        return new ConnectionOptions(timeout, maxPacketBytes, outboxBytes, socketFactory);
    }

    public ConnectionOptions withMaxPacketBytes(int bytes) {
        return new ConnectionOptions(connectTimeout, bytes, outboxBytes, socketFactory);
    }

    public ConnectionOptions withOutboxBytes(int bytes) {
        return new ConnectionOptions(connectTimeout, maxPacketBytes, bytes, socketFactory);
    }

    public ConnectionOptions withSocketFactory(SocketFactory factory) {
        return new ConnectionOptions(connectTimeout, maxPacketBytes, outboxBytes, factory);
    }
}
