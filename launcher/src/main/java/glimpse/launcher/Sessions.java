package glimpse.launcher;

import glimpse.cluster.config.ClusterConfig;
import glimpse.kernel.interpreter.JavaInterpreter;
import glimpse.kernel.session.SessionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens the Java sessions of all front ends: the same imports, the same cluster. */
final class Sessions {
    private Sessions() {}

    /**
     * Opens a session whose cluster is started or connected in the background, so that the first map finds it ready.
     *
     * @param config the cluster; empty for one of this machine's own
     * @param classPath jars and folders for the session
     */
    static JavaInterpreter open(Optional<ClusterConfig> config, List<Path> classPath) {
        SessionOptions options = SessionOptions.java();
        for (Path entry : classPath) {
            options = options.withClasspath(entry);
        }
        JavaInterpreter interpreter =
                JavaInterpreter.open(options, slots -> EmbeddedCluster.start(SessionMixin.slots(slots)), config);
        interpreter.warmCluster();
        return interpreter;
    }
}
