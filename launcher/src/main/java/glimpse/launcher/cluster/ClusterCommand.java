package glimpse.launcher.cluster;

import picocli.CommandLine.Command;

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
        footer = {"", "Try: glimpse cluster -c config.ini worker -n 4"})
public final class ClusterCommand extends ClusterActions {}
