package glimpse.launcher.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code glimpse-cluster LaunchWorker [N]}. */
@Command(name = "LaunchWorker", description = "Run a worker, and start it again when it crashes or is told to restart.")
final class LaunchWorker extends ClusterAction {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "N",
            description = "How many chunks to run at once; the number of processors unless given.")
    private Integer slots;

    @Override
    int run(List<Path> files) throws InterruptedException, IOException {
        return Supervisors.run(
                config(files), files, WorkerProcess.slots(slots), options().isVerbose());
    }
}
