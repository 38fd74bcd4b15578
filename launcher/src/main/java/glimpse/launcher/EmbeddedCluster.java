package glimpse.launcher;

import glimpse.broker.Broker;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.config.HostPort;
import glimpse.cluster.security.ClusterKey;
import glimpse.kernel.cluster.ClusterLauncher;
import glimpse.launcher.cluster.WorkerProcess;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A cluster of this machine's own: job server and broker in this JVM, one worker JVM beside it, on free loopback ports, with a
 * random key. The worker leaves when this process is gone, however it went, because its standard input ends then.
 */
final class EmbeddedCluster implements ClusterLauncher.Launched {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LEAVE_SECONDS = 5;

    private final GearmandServer jobServer;
    private final Broker broker;
    private final ClusterConfig config;
    private final Path folder;
    private final Process worker;

    private EmbeddedCluster(
            GearmandServer jobServer, Broker broker, ClusterConfig config, Path folder, Process worker) {
        this.jobServer = jobServer;
        this.broker = broker;
        this.config = config;
        this.folder = folder;
        this.worker = worker;
    }

    /**
     * Starts job server, broker and a worker with {@code slots} slots. Returns before the worker has connected.
     *
     * @throws IOException if a port cannot be bound or the worker's JVM cannot be started
     */
    static EmbeddedCluster start(int slots) throws IOException {
        GearmandServer jobServer = GearmandServer.start(ServerOptions.embedded());
        Broker broker = null;
        try {
            broker = Broker.start(ChannelUrls.loopback());
            ClusterConfig config = ClusterConfig.of(
                    List.of(new HostPort(LOOPBACK, jobServer.port())), broker.urls(), ClusterKey.random());
            Path folder = Files.createTempDirectory("glimpse-cluster");
            Path file = folder.resolve("config.ini");
            config.writeTo(file);
            return new EmbeddedCluster(jobServer, broker, config, folder, startWorker(folder, file, slots));
        } catch (IOException | RuntimeException e) {
            if (broker != null) {
                broker.close();
            }
            jobServer.close();
            throw e;
        }
    }

    private static Process startWorker(Path folder, Path config, int slots) throws IOException {
        File log = folder.resolve("worker.log").toFile();
        return new ProcessBuilder(WorkerProcess.command(List.of(config), slots, false))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    @Override
    public ClusterConfig config() {
        return config;
    }

    @Override
    public void close() {
        worker.destroy();
        try {
            if (!worker.waitFor(LEAVE_SECONDS, TimeUnit.SECONDS)) {
                worker.destroyForcibly();
            }
        } catch (InterruptedException e) {
            worker.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        broker.close();
        jobServer.close();
        removeFolder();
    }

    private void removeFolder() {
        for (String name : List.of("config.ini", "worker.log", "")) {
            folder.resolve(name).toFile().delete();
        }
    }
}
