package glimpse.launcher.cluster;

import glimpse.cluster.channel.Command;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** {@code glimpse-cluster KillWorkers}. */
@CommandLine.Command(name = "KillWorkers", description = "Tell all workers to leave after their current chunks.")
final class KillWorkers extends ClusterAction {
    @Override
    int run(List<Path> files) throws InterruptedException {
        Telling telling = new Telling(config(files), err());
        return Telling.acknowledged(telling.tell(Command.QUIT, Telling.WAIT), out(), "will leave");
    }
}
