package glimpse.launcher.cluster;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glimpse cluster ping}. */
@Command(name = "ping", description = "Ask all workers what they have done.")
final class PingCommand extends ClusterAction {
    @Option(
            names = {"-w", "--wait"},
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How long to wait for answers at most (default: ${DEFAULT-VALUE}).")
    private double waitSeconds;

    @Override
    int run(List<Path> files) throws InterruptedException {
        return Pings.run(config(files), waitSeconds, out(), err());
    }
}
