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
     * Opens a session whose cluster is started or connected when a cell first asks for it.
     *
     * @param config the cluster; empty for one of this machine's own
     * @param classPath jars and folders for the session
     */
    static JavaInterpreter open(Optional<ClusterConfig> config, List<Path> classPath) {
        return open(config, classPath, SessionOptions.java());
    }

    /** As {@link #open(Optional, List)}, with a compiler that is warmed up while nobody waits: for a person who types. */
    static JavaInterpreter openWarm(Optional<ClusterConfig> config, List<Path> classPath) {
        return open(config, classPath, SessionOptions.java().withWarmUp());
    }

    private static JavaInterpreter open(Optional<ClusterConfig> config, List<Path> classPath, SessionOptions plain) {
        SessionOptions options = plain;
        for (Path entry : classPath) {
            options = options.withClasspath(entry);
        }
        return JavaInterpreter.open(options, slots -> EmbeddedCluster.start(SessionMixin.slots(slots)), config);
    }
}
