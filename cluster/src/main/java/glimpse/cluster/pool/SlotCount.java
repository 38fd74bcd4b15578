package glimpse.cluster.pool;

import glimpse.cluster.task.Chunk;
import glimpse.gearman.admin.ConnectionLine;
import glimpse.gearman.admin.FunctionStatus;
import glimpse.gearman.admin.GearmanAdmin;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The slots of the cluster, as a job server counts them.
 *
 * @param available slots that offer {@code glimpse_map}
 * @param busy of these, those that run a job
 */
record SlotCount(int available, int busy) {
    static final SlotCount NONE = new SlotCount(0, 0);

    SlotCount {
        busy = Math.min(busy, available);
    }

    /** Counts: a worker of ours says in its id how many slots it has, {@code name*4}. */
    static SlotCount ask(GearmanAdmin admin) throws IOException {
        int available = 0;
        for (ConnectionLine line : admin.workers()) {
            available += line.functions().contains(Chunk.FUNCTION) ? slots(line.id()) : 0;
        }
        long running = admin.status().stream()
                .filter(status -> status.function().equals(Chunk.FUNCTION))
                .mapToLong(FunctionStatus::running)
                .sum();
        return new SlotCount(available, (int) Math.min(running, Integer.MAX_VALUE));
    }

    /** The ids of the worker JVMs that offer slots, without the number of their slots. */
    static Set<String> workers(GearmanAdmin admin) throws IOException {
        Set<String> workers = new TreeSet<>();
        for (ConnectionLine line : admin.workers()) {
            if (line.functions().contains(Chunk.FUNCTION) && line.id().indexOf('*') > 0) {
                workers.add(line.id().substring(0, line.id().lastIndexOf('*')));
            }
        }
        return workers;
    }

    private static int slots(String id) {
        String count = id.substring(id.lastIndexOf('*') + 1);
        return count.matches("[1-9][0-9]{0,3}") && id.indexOf('*') >= 0 ? Integer.parseInt(count) : 1;
    }
}
