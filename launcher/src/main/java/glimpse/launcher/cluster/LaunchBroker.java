package glimpse.launcher.cluster;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code glimpse-cluster LaunchBroker}. */
@Command(name = "LaunchBroker", description = "Run the broker.")
final class LaunchBroker extends ClusterAction {
    @Override
    int run(List<Path> files) throws InterruptedException {
        return Brokers.run(files);
    }
}
