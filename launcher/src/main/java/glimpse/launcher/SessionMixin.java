package glimpse.launcher;

import glimpse.cluster.config.ClusterConfig;
import glimpse.kernel.interpreter.JavaInterpreter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options of every command that opens a Java session, and the session they ask for. */
final class SessionMixin {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = {
                "The cluster's config.ini; default: the file that GLIMPSE_CLUSTER_CONFIG names,",
                "else a cluster of this machine's own. May be given several times; later files win."
            })
    private List<Path> configs = new ArrayList<>();

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            split = "[:;]",
            description = "Jars and folders for the session; they reach the workers too.")
    private List<Path> classPath = new ArrayList<>();

    /** The launcher script has given it to the JVM by now. */
    @Option(
            names = "--enable-preview",
            description =
                    "Turns on the preview features of the JDK in use, in the session and in the workers it starts.")
    @SuppressWarnings("unused")
    private boolean enablePreview;

    /** Opens the session of a program. */
    JavaInterpreter open() {
        return Sessions.open(config(), classPath);
    }

    /** Opens the session of a person who types. */
    JavaInterpreter openWarm() {
        return Sessions.openWarm(config(), classPath);
    }

    private Optional<ClusterConfig> config() {
        List<Path> files = ClusterConfig.filesOf(System.getenv(ClusterConfig.ENVIRONMENT), configs);
        return files.isEmpty() ? Optional.empty() : Optional.of(ClusterConfig.read(files));
    }

    /** A slot for each core unless the session says otherwise. */
    static int slots(OptionalInt asked) {
        return asked.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }
}
