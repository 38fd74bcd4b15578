package glimpse.launcher.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import glimpse.cluster.config.ClusterConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The options that every cluster command has, before or after its name. */
final class ClusterOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read the cluster's addresses from FILE; may be repeated, the later wins key by key."
                    + " $GLIMPSE_CLUSTER_CONFIG is read before.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say on standard error what happens.")
    private boolean verbose;

    @SuppressWarnings("UnusedVariable") // picocli sees to it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    /** The files in the order of their reading; without any, the usage message and exit status 1. */
    List<Path> files(CommandSpec command) {
        List<Path> all = ClusterConfig.filesOf(System.getenv(ClusterConfig.ENVIRONMENT), files);
        if (all.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Must specify a socket configuration file.");
        }
        return all;
    }

    boolean isVerbose() {
        return verbose;
    }

    void setLevel() {
        if (verbose) {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
        }
    }
}
