package glimpse.launcher;

import glimpse.cluster.config.ConfigException;
import glimpse.cluster.socket.CannotBindException;
import glimpse.cluster.socket.UnknownAddressException;
import glimpse.launcher.cluster.ClusterCommand;
import glimpse.launcher.cluster.GlimpseClusterCommand;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code glimpse} program: one sub-command for each thing it can be. */
@Command(
        name = "glimpse",
        description = "Java in a notebook, a shell or a script, with lambdas that run on a Gearman cluster.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ShellCommand.class,
            RunCommand.class,
            KernelCommand.class,
            InstallCommand.class,
            UninstallCommand.class,
            ClusterCommand.class,
            GearmandSubcommand.class,
            GlimpseClusterCommand.class
        },
        footer = {"", "Try: glimpse shell -e 'map(n -> n * n, range(1, 11))'"})
public final class GlimpseMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        ProgramLogging.begin();
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        if (arguments.length == 2 && arguments[0].equals("kernel") && !arguments[1].startsWith("-")) {
            return KernelProcess.run(Path.of(arguments[1]));
        }
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new GlimpseMain()).setExecutionExceptionHandler(GlimpseMain::failed);
    }

    /** What the user can do something about is one line; anything else is a fault of ours and shows its stack. */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof ConfigException || e instanceof CannotBindException || e instanceof UnknownAddressException) {
            command.getErr().println("Configuration error: " + e.getMessage());
        } else if (e instanceof IOException) {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
        } else {
            e.printStackTrace(command.getErr());
        }
        return 1;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command.");
    }
}
