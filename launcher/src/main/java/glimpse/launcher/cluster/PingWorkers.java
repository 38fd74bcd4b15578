package glimpse.launcher.cluster;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code glimpse-cluster PingWorkers [wait_time]}. */
@Command(name = "PingWorkers", description = "Ask all workers what they have done.")
final class PingWorkers extends ClusterAction {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "wait_time",
            defaultValue = "1",
            description = "How many seconds to wait for answers at most (default: ${DEFAULT-VALUE}).")
    private double waitSeconds;

    @Override
    int run(List<Path> files) throws InterruptedException {
        return Pings.run(config(files), waitSeconds, out(), err());
    }
}
