package glimpse.server.web;

import glimpse.server.connection.Traffic;
import glimpse.server.job.Inventory;
import glimpse.server.job.JobServer;
import glimpse.server.store.PersistentQueue;
import glimpse.server.store.StoreFigures;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a server at one moment. Immutable.
 *
 * @param millis milliseconds since the server began, when this was taken
 * @param running the jobs that have run longest, longest first
 * @param workers connections that have announced a function
 * @param store what the persistent queue has done, empty if there is none
 */
record Snapshot(
        String version,
        long millis,
        long memoryBytes,
        int connections,
        long accepted,
        long pauses,
        Map<Traffic.Drop, Long> drops,
        int workers,
        List<Inventory.Function> functions,
        List<Inventory.RunningJob> running,
        Optional<StoreFigures> store,
        int storeWaiting) {
    private static final int RUNNING_JOBS = 20;

    /** Takes a snapshot. On the core's thread. */
    static Snapshot of(JobServer server, Traffic traffic, PersistentQueue queue, String version, long millis) {
        Inventory inventory = server.inventory();
        Map<Traffic.Drop, Long> drops = new EnumMap<>(Traffic.Drop.class);
        for (Traffic.Drop reason : Traffic.Drop.values()) {
            drops.put(reason, traffic.drops(reason));
        }
        Runtime runtime = Runtime.getRuntime();
        return new Snapshot(
                version,
                millis,
                runtime.totalMemory() - runtime.freeMemory(),
                traffic.open(),
                traffic.accepted(),
                traffic.pauses(),
                drops,
                inventory.workers(),
                inventory.functions(),
                inventory.longestRunning(RUNNING_JOBS),
                queue.figures(),
                queue.changesWaiting());
    }
}
