package glimpse.launcher.cluster;

import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.ConfigException;
import glimpse.cluster.socket.CannotBindException;
import glimpse.cluster.socket.UnknownAddressException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the cluster commands have in common: their options, and errors in one line with exit status 1. */
@Command(exitCodeOnInvalidInput = 1, exitCodeOnExecutionException = 1)
abstract class ClusterAction implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws InterruptedException, IOException {
        options().setLevel();
        try {
            return run(options().files(spec));
        } catch (ConfigException e) {
            err().println("Configuration error: " + e.getMessage());
        } catch (CannotBindException | UnknownAddressException e) {
            err().println("Error: " + e.getMessage());
        }
        return 1;
    }

    /** Does it; returns the exit status. */
    abstract int run(List<Path> files) throws InterruptedException, IOException;

    final ClusterOptions options() {
        return ((ClusterActions) spec.parent().userObject()).options();
    }

    final ClusterConfig config(List<Path> files) {
        return ClusterConfig.read(files);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
