package glimpse.api;

import glimpse.cluster.closure.Shared;
import glimpse.cluster.pool.Work;
import glimpse.kernel.cluster.SessionCluster;
import java.util.Map;

/** The worker processes as places, for every cell: what is done once in each, and what they keep. */
public final class WorkerPlaces {
    private WorkerPlaces() {}

    /** Does something once in each worker process, beside its tasks; the results by the name of the worker. */
    public static <R> Map<String, R> onWorkers(Work<? extends R> work) {
        return SessionCluster.current().administration().onWorkers(work);
    }

    /**
     * Keeps a value in the memory of every worker process that is there: tasks get it by {@code memory(name)}, cells of {@code %%workers} as
     * a variable.
     *
     * @return how many workers have it
     */
    public static int push(String name, Object value) {
        return SessionCluster.current().administration().push(name, value);
    }

    /** The value of that name of each worker process, by the name of the worker. */
    public static Map<String, Object> pull(String name) {
        return SessionCluster.current().administration().onWorkers(new Pulling(name));
    }

    /** Keeps a value in the memory of every worker, as {@link #push}; the original's name. */
    public static int setMemory(String name, Object value) {
        return push(name, value);
    }

    /** Forgets all that the workers keep; returns how many have. */
    public static int clearMemory() {
        return SessionCluster.current().administration().clearMemory();
    }

    /**
     * Shares a value with the workers: it goes once to each, when it first needs it, and stays there, whatever the number of maps that use
     * it. {@code var big = share(array); map(n -> big.get()[n], range(100))}.
     *
     * @param value as it is now
     * @return a handle: {@code get()} in tasks and here; {@code close()} lets go of the value, as losing the handle does
     */
    public static <T> Shared<T> share(T value) {
        return SessionCluster.current().share(value);
    }
}
