package glimpse.cluster.pool;

import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.closure.ApplicationClasses;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.config.ClusterConfig;
import java.nio.file.Path;

/**
 * Makes pools, for any Java program:
 *
 * <pre>
 *   try (Pool pool = Pools.makePool("config.ini")) {
 *       List&lt;Integer&gt; squares = pool.map(n -&gt; n * n, List.of(1, 2, 3));
 *   }
 * </pre>
 */
public final class Pools {
    private Pools() {}

    /** A pool of the cluster that a {@code config.ini} describes; the program's class path reaches its workers. */
    public static Pool makePool(String configFile) {
        return makePool(Path.of(configFile));
    }

    /** A pool of the cluster that a {@code config.ini} describes; the program's class path reaches its workers. */
    public static Pool makePool(Path configFile) {
        return makePool(ClusterConfig.read(configFile));
    }

    /** A pool of a cluster; the program's class path reaches its workers. */
    public static Pool makePool(ClusterConfig config) {
        return makePool(config, ApplicationClasses.ofThisProgram());
    }

    /** A pool of a cluster, for functions of these classes. */
    public static Pool makePool(ClusterConfig config, SessionClasses classes) {
        FrontEndChannels channels = FrontEndChannels.open(config);
        try {
            return ClusterPool.connectOwning(config, channels, classes);
        } catch (RuntimeException e) {
            channels.close();
            throw e;
        }
    }

    /** A pool of this machine's cores, in this process: {@code GLIMPSE_CLUSTER_CONFIG} is not looked at. */
    public static Pool makePool() {
        return multicore(Runtime.getRuntime().availableProcessors());
    }

    /** A pool of so many threads of this process. */
    public static Pool multicore(int threads) {
        return new LocalPool(threads);
    }

    /** A pool that does everything on the calling thread, one element after the other: to find errors in a function. */
    public static Pool singleCore() {
        return new LocalPool(1);
    }
}
