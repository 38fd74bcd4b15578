package glimpse.launcher.cluster;

import glimpse.cluster.channel.Command;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** {@code glimpse cluster restart}. */
@CommandLine.Command(name = "restart", description = "Tell all workers to start again after their current chunks.")
final class RestartCommand extends ClusterAction {
    @Override
    int run(List<Path> files) throws InterruptedException {
        Telling telling = new Telling(config(files), err());
        return Telling.acknowledged(telling.tell(Command.RESTART, Telling.WAIT), out(), "will restart");
    }
}
