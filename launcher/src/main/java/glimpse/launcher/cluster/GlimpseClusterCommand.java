package glimpse.launcher.cluster;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse-cluster [-c FILE]... [-v] CMD [ARGS]}: the original's program, with its names and exit statuses. */
@Command(
        name = "glimpse-cluster",
        hidden = true,
        customSynopsis = "glimpse-cluster [-c FILE]... [-v] CMD [ARGS]",
        subcommands = {
            LaunchBroker.class,
            LaunchWorker.class,
            KillWorkers.class,
            RestartWorkers.class,
            PingWorkers.class
        },
        exitCodeOnInvalidInput = 1,
        exitCodeOnExecutionException = 1)
public final class GlimpseClusterCommand implements Runnable, ClusterAction.Group {
    @Mixin
    private ClusterOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public ClusterOptions options() {
        return options;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
