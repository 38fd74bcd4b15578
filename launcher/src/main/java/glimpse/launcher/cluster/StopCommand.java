package glimpse.launcher.cluster;

import glimpse.cluster.config.ClusterConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glimpse cluster stop}: ends what {@code start} has started. */
@Command(name = "stop", description = "Stop the workers that start has started on some hosts, by SSH.")
final class StopCommand extends ClusterAction {
    @Mixin
    private RemoteOptions remote;

    @Override
    int run(List<Path> files) throws InterruptedException {
        ClusterConfig config = config(files);
        Map<String, RemoteHosts.Answer> answers = remote.of(config).run(new RemoteScripts(config).stop(), new byte[0]);
        answers.forEach((host, answer) -> out().println(host + ": " + answer.text()));
        return answers.values().stream().allMatch(RemoteHosts.Answer::isGood) ? 0 : 1;
    }
}
