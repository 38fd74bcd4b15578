package glimpse.launcher.cluster;

import glimpse.broker.Broker;
import glimpse.cluster.config.ClusterConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a broker until the process is told to end. */
final class Brokers {
    private Brokers() {}

    static int run(List<Path> files) throws InterruptedException {
        ClusterConfig.Server server = ClusterConfig.readServer(files);
        Broker broker = Broker.start(server.channels(), server.curve());
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "glimpse-broker-end"));
        new CountDownLatch(1).await();
        return 0;
    }
}
