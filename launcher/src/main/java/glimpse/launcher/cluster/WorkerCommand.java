package glimpse.launcher.cluster;

import glimpse.worker.node.WorkerNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glimpse cluster worker}. */
@Command(name = "worker", description = "Run a worker, and start it again when it crashes or is told to restart.")
final class WorkerCommand extends ClusterAction {
    @Option(
            names = {"-n", "--slots"},
            paramLabel = "N",
            description = "How many chunks to run at once; the number of processors unless given.")
    private Integer slots;

    @Option(
            names = "--once",
            description = "Run the worker in this process: exit status 0 after kill, 255 after restart.")
    private boolean once;

    @Option(
            names = "--leave-with-parent",
            description = "With --once: leave at the end of standard input, which is when the parent process is gone.")
    private boolean leaveWithParent;

    @Override
    int run(List<Path> files) throws InterruptedException, IOException {
        int count = WorkerProcess.slots(slots);
        return once
                ? WorkerNode.run(config(files), count, leaveWithParent ? System.in : null)
                : Supervisors.run(config(files), files, count, options().isVerbose());
    }
}
