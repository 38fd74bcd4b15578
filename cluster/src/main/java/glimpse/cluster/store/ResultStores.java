package glimpse.cluster.store;

import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.UserFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the store that a configuration names. */
public final class ResultStores {
    private static final String JDBC = "jdbc:";

    private ResultStores() {}

    /** Where the store of this cluster is; empty if there is none: one that others can reach has to name it. */
    public static Optional<String> place(ClusterConfig config) {
        return config.resultStore().isPresent() || !config.isLoopback()
                ? config.resultStore()
                : Optional.of(ownFolder().toString());
    }

    /** The store of a cluster on this machine: {@code $XDG_DATA_HOME/glimpse/results}. */
    public static Path ownFolder() {
        return UserFolders.data().resolve("results");
    }

    /**
     * Opens the store of a cluster.
     *
     * @throws IOException if it has none, or it cannot be reached; says what to do
     */
    public static ResultStore open(ClusterConfig config) throws IOException {
        String place = place(config)
                .orElseThrow(
                        () -> new IOException(
                                "this cluster has no place for the results of detached work (expected:"
                                        + " result_store in [client], a folder or a JDBC URL that its workers and front ends reach)"));
        if (place.startsWith(JDBC)) {
            return new JdbcStore(place);
        }
        try {
            return new FolderStore(Path.of(place));
        } catch (IOException e) {
            throw new IOException("the folder " + place + " of result_store cannot be used: " + e, e);
        }
    }
}
