package glimpse.launcher;

import glimpse.broker.Broker;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.scratch.Scratch;
import glimpse.gearman.connection.HostPort;
import glimpse.kernel.cluster.ClusterLauncher;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A cluster of this machine's own: job server and broker in this JVM, worker JVMs beside it, on free loopback ports, with the key of this user's own clusters. */
final class EmbeddedCluster implements ClusterLauncher.Launched {
    private static final String LOOPBACK = "127.0.0.1";

    private final GearmandServer jobServer;
    private final Broker broker;
    private final ClusterConfig config;
    private final Path folder;
    private final EmbeddedWorkers workers;

    private EmbeddedCluster(
            GearmandServer jobServer, Broker broker, ClusterConfig config, Path folder, EmbeddedWorkers workers) {
        this.jobServer = jobServer;
        this.broker = broker;
        this.config = config;
        this.folder = folder;
        this.workers = workers;
    }

    /**
     * Starts job server, broker and a worker with {@code slots} slots. Returns before the worker has connected.
     *
     * @throws IOException if a port cannot be bound or the configuration cannot be written
     */
    static EmbeddedCluster start(int slots) throws IOException {
        GearmandServer jobServer = GearmandServer.start(ServerOptions.embedded());
        Broker broker = null;
        try {
            broker = Broker.start(ChannelUrls.loopback());
            ClusterConfig config =
                    ClusterConfig.of(List.of(new HostPort(LOOPBACK, jobServer.port())), broker.urls(), OwnKey.get());
            Path folder = Scratch.newFolder("cluster");
            Path file = folder.resolve("config.ini");
            config.writeTo(file);
            EmbeddedWorkers workers = new EmbeddedWorkers(file, folder.resolve("worker.log"));
            workers.add(slots);
            return new EmbeddedCluster(jobServer, broker, config, folder, workers);
        } catch (IOException | RuntimeException e) {
            if (broker != null) {
                broker.close();
            }
            jobServer.close();
            throw e;
        }
    }

    @Override
    public ClusterConfig config() {
        return config;
    }

    @Override
    public void addWorker(int slots) {
        workers.add(slots);
    }

    @Override
    public Path workerLog() {
        return workers.log();
    }

    @Override
    public void close() {
        workers.close();
        broker.close();
        jobServer.close();
        Scratch.remove(folder);
    }
}
