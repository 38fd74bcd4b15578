package glimpse.launcher.cluster;

import glimpse.cluster.config.ClusterConfig;
import glimpse.worker.node.WorkerSupervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a supervised worker until it is done or the process is told to end. */
final class Supervisors {
    private Supervisors() {}

    /** Takes the configuration read, so that what is wrong with it is said once and here, not by every new worker. */
    static int run(ClusterConfig checked, List<Path> files, int slots, boolean verbose)
            throws InterruptedException, IOException {
        checked.warnIfOpen();
        WorkerSupervisor supervisor = new WorkerSupervisor(WorkerProcess.command(files, slots, verbose));
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "glimpse-supervisor-end"));
        return supervisor.run();
    }
}
