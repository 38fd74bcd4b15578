package glimpse.launcher.cluster;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command whose sub-commands are {@linkplain ClusterAction cluster actions}: it holds the options for all of them. */
@Command(exitCodeOnInvalidInput = 1, exitCodeOnExecutionException = 1)
abstract class ClusterActions implements Runnable {
    @Mixin
    private ClusterOptions options;

    @Spec
    private CommandSpec spec;

    final ClusterOptions options() {
        return options;
    }

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
