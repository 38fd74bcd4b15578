package glimpse.api;

import glimpse.cluster.closure.runtime.WorkerMemory;
import glimpse.cluster.pool.Work;

/** Gets a value of a worker's memory. */
record Pulling(String name) implements Work<Object> {
    @Override
    public Object call() {
        return WorkerMemory.memory(name);
    }
}
