package glimpse.gearman.worker;

import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.HostPort;
import java.time.Duration;
import java.util.List;

/**
 * How a worker behaves.
 *
 * @param servers the job servers, all of which it serves at once; at least one
 * @param slots how many jobs run at once, over all servers
 * @param grabAhead how many more are held, so that a slot finds the next one at hand
 * @param id what the servers show of it ({@code SET_CLIENT_ID}); empty for nothing
 * @param grab the packet it asks with
 * @param firstPause between a lost connection and the next attempt; doubles at each failure
 * @param longestPause the most that doubling gives
 * @param connection the options of every connection
 */
public record WorkerOptions(
        List<HostPort> servers,
        int slots,
        int grabAhead,
        String id,
        Grab grab,
        Duration firstPause,
        Duration longestPause,
        ConnectionOptions connection) {

    /** The packet that asks for a job. */
    public enum Grab {
        /** GRAB_JOB_UNIQ: with the unique id. Every server knows it. */
        UNIQ,
        /** GRAB_JOB_ALL: with the reducer as well. Servers before 1.0 do not know it. */
        ALL
    }

    public WorkerOptions {
        servers = servers.stream().distinct().toList();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no job server (expected: host:port, …)");
        }
        if (slots < 1 || grabAhead < 0) {
            throw new IllegalArgumentException(
                    "slots " + slots + ", grab ahead " + grabAhead + " (expected: >= 1, >= 0)");
        }
    }

    /** One slot, nothing ahead, no id, GRAB_JOB_UNIQ, pauses of 50 ms to 2 s. */
    public static WorkerOptions of(List<HostPort> servers) {
        return new WorkerOptions(
                servers, 1, 0, "", Grab.UNIQ, Duration.ofMillis(50), Duration.ofSeconds(2), ConnectionOptions.DEFAULT);
    }

    public WorkerOptions withSlots(int newSlots) {
        return new WorkerOptions(servers, newSlots, grabAhead, id, grab, firstPause, longestPause, connection);
    }

    public WorkerOptions withGrabAhead(int newGrabAhead) {
        return new WorkerOptions(servers, slots, newGrabAhead, id, grab, firstPause, longestPause, connection);
    }

    public WorkerOptions withId(String newId) {
        return new WorkerOptions(servers, slots, grabAhead, newId, grab, firstPause, longestPause, connection);
    }

    public WorkerOptions withGrab(Grab newGrab) {
        return new WorkerOptions(servers, slots, grabAhead, id, newGrab, firstPause, longestPause, connection);
    }

    public WorkerOptions withConnection(ConnectionOptions newConnection) {
        return new WorkerOptions(servers, slots, grabAhead, id, grab, firstPause, longestPause, newConnection);
    }
}
