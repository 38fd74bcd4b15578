package glimpse.kernel.cluster;

import java.util.List;
import java.util.Map;

/** The cluster of the session, as code in cells sees it. */
public interface Cluster {

    /** Connects to the cluster of a {@code config.ini}, instead of the one there was. */
    void connect(String configFile);

    /** Starts a cluster on this machine with so many slots, instead of the one there was. */
    void local(int slots);

    /** What each worker says of itself, by name; asks them and waits at most two seconds. */
    List<Map<String, String>> workers();

    /** Where it is, in a few words. */
    String description();
}
