package glimpse.launcher.cluster;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse cluster}: brokers and workers of a cluster that others use too. */
@Command(
        name = "cluster",
        description = "Start the parts of a cluster, and see and tell its workers what to do.",
        subcommands = {
            BrokerCommand.class,
            WorkerCommand.class,
            KeysCommand.class,
            StartCommand.class,
            StopCommand.class,
            PingCommand.class,
            StatusCommand.class,
            RestartCommand.class,
            KillCommand.class
        },
        exitCodeOnInvalidInput = 1,
        exitCodeOnExecutionException = 1,
        footer = {"", "Try: glimpse cluster -c config.ini worker -n 4"})
public final class ClusterCommand implements Runnable, ClusterAction.Group {
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
