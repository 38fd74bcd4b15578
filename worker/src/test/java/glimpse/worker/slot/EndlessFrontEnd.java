package glimpse.worker.slot;

import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.ClusterPool;
import glimpse.worker.slot.SlotsTest.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The main class of a front end whose map does not end. */
final class EndlessFrontEnd {
    private EndlessFrontEnd() {}

    public static void main(String[] arguments) throws IOException {
        ClusterConfig cluster = ClusterConfig.read(Path.of(arguments[0]));
        ChannelUrl free = ChannelUrl.loopback();
        ClusterConfig config =
                ClusterConfig.of(cluster.client().jobServers(), ChannelUrls.direct(free, free), cluster.key());
        ClusterPool pool = ClusterPool.connect(config, FrontEndChannels.open(config), new LocalCluster.NoSession());
        Task<Integer, Integer> endless = n -> {
            WorkerDeathTest.sleep(600_000);
            return n;
        };
        Thread map = new Thread(() -> pool.map(endless, List.of(1)));
        map.setDaemon(true);
        map.start();
        WorkerProcess.leaveWithParent();
    }
}
