package glimpse.launcher.cluster;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code glimpse cluster broker}. */
@Command(name = "broker", description = "Run the broker: bind the four addresses of [server] and forward between them.")
final class BrokerCommand extends ClusterAction {
    @Override
    int run(List<Path> files) throws InterruptedException {
        return Brokers.run(files);
    }
}
