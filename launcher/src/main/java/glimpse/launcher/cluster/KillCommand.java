package glimpse.launcher.cluster;

import glimpse.cluster.channel.Command;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** {@code glimpse cluster kill}. */
@CommandLine.Command(name = "kill", description = "Tell all workers to leave after their current chunks.")
final class KillCommand extends ClusterAction {
    @Override
    int run(List<Path> files) throws InterruptedException {
        Telling telling = new Telling(config(files), err());
        return Telling.acknowledged(telling.tell(Command.QUIT, Telling.WAIT), out(), "will leave");
    }
}
