package glimpse.launcher.cluster;

import picocli.CommandLine.Command;

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
        })
public final class GlimpseClusterCommand extends ClusterActions {}
