package glimpse.server.job;

import glimpse.gearman.packet.Priority;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All functions by name, in the order in which they became known. A function stays until an operator drops it; only when there are very
 * many, those that nobody uses are forgotten, so that a peer that makes up names fills no memory.
 */
final class Functions {
    private static final int MANY = 10_000;

    private int forgetAt = MANY;
    private final Map<Bytes, JobFunction> byName = new LinkedHashMap<>();
    private final ReadyFunctions ready = new ReadyFunctions();
    /** The one that was asked for last, which is often the next one too; null if it has been forgotten. */
    private JobFunction latest;

    /** Which of them have a job for a worker. */
    ReadyFunctions ready() {
        return ready;
    }

    /** The function of a name, made if there is none. */
    JobFunction of(Bytes name) {
        if (latest == null || !latest.name.equals(name)) {
            JobFunction function = byName.get(name);
            latest = function == null ? add(name.copy()) : function;
        }
        return latest;
    }

    private JobFunction add(Bytes name) {
        if (byName.size() >= forgetAt) {
            byName.values().removeIf(JobFunction::isUnused);
            forgetAt = Math.max(MANY, 2 * byName.size());
        }
        JobFunction function = new JobFunction(name, ready);
        byName.put(name, function);
        return function;
    }

    /** The function of a name, or null. */
    JobFunction known(Bytes name) {
        return byName.get(name);
    }

    Collection<JobFunction> all() {
        return byName.values();
    }

    /** Forgets a function that nobody uses; upper and lower case are the same here. */
    JobServer.Drop drop(Bytes name) {
        JobFunction function = byName.get(name);
        if (function == null) {
            function = byName.values().stream()
                    .filter(f -> f.name.toString().equalsIgnoreCase(name.toString()))
                    .findFirst()
                    .orElse(null);
        }
        if (function == null) {
            return JobServer.Drop.NOT_FOUND;
        }
        if (function.registrations > 0 || function.total > 0) {
            return JobServer.Drop.IN_USE;
        }
        byName.remove(function.name);
        latest = null;
        return JobServer.Drop.DROPPED;
    }

    /** Limits a function that exists; 0 is no limit. */
    void maxQueue(Bytes name, int high, int normal, int low) {
        JobFunction function = byName.get(name);
        if (function != null) {
            function.maxQueue[Priority.HIGH.number()] = high;
            function.maxQueue[Priority.NORMAL.number()] = normal;
            function.maxQueue[Priority.LOW.number()] = low;
        }
    }
}
