package glimpse.gearman.client;

import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.HostPort;
import java.time.Duration;
import java.util.List;

/**
 * How a client behaves.
 *
 * @param servers the job servers, at least one
 * @param order which of them a job tries first
 * @param exceptions whether the servers are asked to pass workers' exceptions on; without it they arrive as failures
 * @param patience how long a request waits for a server to come (back) before it ends as disconnected
 * @param firstPause between a lost connection and the next attempt; doubles at each failure
 * @param longestPause the most that doubling gives
 * @param connection the options of every connection
 */
public record ClientOptions(
        List<HostPort> servers,
        ServerOrder order,
        boolean exceptions,
        Duration patience,
        Duration firstPause,
        Duration longestPause,
        ConnectionOptions connection) {

    public ClientOptions {
        servers = servers.stream().distinct().toList();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no job server (expected: host:port, …)");
        }
    }

    /** As listed, with exceptions, patient for 10 s, pauses of 50 ms to 2 s. */
    public static ClientOptions of(List<HostPort> servers) {
        return new ClientOptions(
                servers,
                ServerOrder.AS_LISTED,
                true,
                Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                ConnectionOptions.DEFAULT);
    }

    public ClientOptions withOrder(ServerOrder newOrder) {
        return new ClientOptions(servers, newOrder, exceptions, patience, firstPause, longestPause, connection);
    }

    public ClientOptions withoutExceptions() {
        return new ClientOptions(servers, order, false, patience, firstPause, longestPause, connection);
    }

    public ClientOptions withPatience(Duration newPatience) {
        return new ClientOptions(servers, order, exceptions, newPatience, firstPause, longestPause, connection);
    }

    public ClientOptions withConnection(ConnectionOptions newConnection) {
        return new ClientOptions(servers, order, exceptions, patience, firstPause, longestPause, newConnection);
    }
}
