package glimpse.kernel.cluster;

import glimpse.cluster.config.ClusterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Starts a cluster for one session on this machine: job server, broker and worker, all on loopback. */
@FunctionalInterface
public interface ClusterLauncher {

    /**
     * Starts one; returns when clients can connect, workers may still be on their way.
     *
     * @param slots how many tasks are to run at once; empty for one per core
     */
    Launched launch(OptionalInt slots) throws IOException, InterruptedException;

    /** A cluster that was started here. */
    interface Launched extends AutoCloseable {
        ClusterConfig config();

        /** Starts one more worker process with so many slots; returns before it has connected. */
        void addWorker(int slots);

        /** What its workers print. */
        Path workerLog();

        /** Ends all its processes; returns when they are gone. */
        @Override
        void close();
    }
}
