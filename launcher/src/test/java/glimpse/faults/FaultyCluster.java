package glimpse.faults;

import glimpse.broker.Broker;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.Pool;
import glimpse.cluster.pool.Pools;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A job server, a broker and two workers, each behind faulty networks; a front end behind another. What is killed is started again at once. */
final class FaultyCluster implements AutoCloseable {
    /** Whose job server. */
    enum Kind {
        OURS,
        C
    }

    private final Kind kind;
    private final int serverPort;
    private final ChannelUrls brokerUrls;
    private final List<FaultyNetwork> networks = new ArrayList<>();
    private final Path workerConfig;
    private final Process[] workers = new Process[2];
    private Runnable server;
    private Broker broker;
    final Pool pool;

    FaultyCluster(Kind kind, Path folder) throws IOException {
        this.kind = kind;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serverPort = free.getLocalPort();
        }
        startServer();
        broker = Broker.start(ChannelUrls.loopback());
        brokerUrls = broker.urls();
        ClusterKey key = ClusterKey.random();
        workerConfig = folder.resolve("worker.ini");
        faultyConfig(key).writeTo(workerConfig);
        for (int i = 0; i < workers.length; i++) {
            startWorker(i);
        }
        ClusterConfig frontEnd = faultyConfig(key);
        pool = Pools.makePool(frontEnd, TestWorkers.classes());
    }

    private ClusterConfig faultyConfig(ClusterKey key) {
        return ClusterConfig.of(
                        List.of(new HostPort("127.0.0.1", faulty(serverPort))),
                        new ChannelUrls(
                                faulty(brokerUrls.commandFrontendUrl()),
                                faulty(brokerUrls.commandBackendUrl()),
                                faulty(brokerUrls.logFrontendUrl()),
                                faulty(brokerUrls.logBackendUrl())),
                        key)
                .withConfirmedChunks(true);
    }

    private ChannelUrl faulty(ChannelUrl url) {
        return ChannelUrl.parse("tcp://127.0.0.1:" + faulty(url.address().port()));
    }

    private int faulty(int port) {
        FaultyNetwork network = new FaultyNetwork(port);
        networks.add(network);
        return network.port();
    }

    List<FaultyNetwork> networks() {
        return networks;
    }

    private void startServer() throws IOException {
        server = switch (kind) {
            case OURS -> GearmandServer.start(ServerOptions.embedded().withPort(serverPort))::close;
            case C -> {
                Process process = new ProcessBuilder(
                                "gearmand", "-L", "127.0.0.1", "-p", "" + serverPort, "-l", "stderr")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                yield () -> end(process);
            }
        };
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), serverPort).close();
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("no job server on port " + serverPort);
    }

    private void startWorker(int number) throws IOException {
        workers[number] = TestWorkers.start(workerConfig, 2);
    }

    private static void end(Process process) {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Kills something, chosen by the seed, and starts it again; returns what it was. */
    String kill(Random random) throws IOException {
        int number = random.nextInt(4);
        switch (number) {
            case 0 -> {
                server.run();
                startServer();
                return "the job server";
            }
            case 1 -> {
                broker.close();
                broker = Broker.start(brokerUrls);
                return "the broker";
            }
            default -> {
                end(workers[number - 2]);
                startWorker(number - 2);
                return "worker " + (number - 2);
            }
        }
    }

    @Override
    public void close() {
        pool.close();
        for (Process worker : workers) {
            end(worker);
        }
        networks.forEach(FaultyNetwork::close);
        broker.close();
        server.run();
    }
}
