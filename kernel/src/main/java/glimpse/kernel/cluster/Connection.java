package glimpse.kernel.cluster;

import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.function.GearmanFunctions;
import glimpse.cluster.pool.ClusterPool;
import glimpse.gearman.connection.HostPort;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** A cluster that is connected, with what it takes to disconnect. */
final class Connection implements AutoCloseable {
    private static final String STARTING_STILL =
            "no worker of this session's cluster has come yet; %cluster logs shows what they print";

    private static final Duration STEP = Duration.ofSeconds(4);
    private static final Duration OWN = Duration.ofSeconds(14);

    private final ClusterConfig config;
    private final Optional<ClusterLauncher.Launched> own;
    private final FrontEndChannels channels;
    private final ClusterPool pool;
    private final GearmanFunctions functions;

    private Connection(
            ClusterConfig config, Optional<ClusterLauncher.Launched> own, FrontEndChannels channels, ClusterPool pool) {
        this.config = config;
        this.own = own;
        this.channels = channels;
        this.pool = pool;
        this.functions = new GearmanFunctions(config);
    }

    /** Connects to somebody's cluster. */
    static Connection to(ClusterConfig config, SessionClasses session) {
        return connect(config, Optional.empty(), session);
    }

    /** Connects to a cluster that ends with the connection. */
    static Connection toOwn(ClusterLauncher.Launched cluster, SessionClasses session) {
        return connect(cluster.config(), Optional.of(cluster), session);
    }

    private static Connection connect(
            ClusterConfig config, Optional<ClusterLauncher.Launched> own, SessionClasses session) {
        try {
            FrontEndChannels channels = FrontEndChannels.open(config);
            ClusterPool pool = own.isPresent()
                    ? ClusterPool.connect(config, channels, session, STARTING_STILL)
                    : ClusterPool.connect(config, channels, session);
            return new Connection(config, own, channels, pool);
        } catch (RuntimeException e) {
            own.ifPresent(ClusterLauncher.Launched::close);
            throw e;
        }
    }

    ClusterPool pool() {
        return pool;
    }

    GearmanFunctions functions() {
        return functions;
    }

    FrontEndChannels channels() {
        return channels;
    }

    Optional<ClusterLauncher.Launched> own() {
        return own;
    }

    ClusterConfig config() {
        return config;
    }

    String description() {
        String servers =
                config.client().jobServers().stream().map(HostPort::toString).collect(Collectors.joining(", "));
        return (own.isPresent() ? "cluster of this session, job server " : "cluster at job server ") + servers;
    }

    @Override
    public void close() {
        Closing.within(STEP, "the functions", functions::close);
        Closing.within(STEP, "the pool", pool::close);
        Closing.within(STEP, "the channels", channels::close);
        own.ifPresent(cluster -> Closing.within(OWN, "the cluster of this session", cluster::close));
    }
}
