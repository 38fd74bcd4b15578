package glimpse.launcher;

import glimpse.launcher.cluster.ClusterCommand;
import glimpse.launcher.cluster.GlimpseClusterCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code glimpse} program: one sub-command for each thing it can be. */
@Command(
        name = "glimpse",
        description = "Java in a notebook, a shell or a script, with lambdas that run on a Gearman cluster.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            KernelCommand.class,
            InstallCommand.class,
            UninstallCommand.class,
            ClusterCommand.class,
            GlimpseClusterCommand.class
        },
        footer = {"", "Try: glimpse shell -e 'map(n -> n * n, range(1, 11))'"})
public final class GlimpseMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new GlimpseMain());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command.");
    }
}
