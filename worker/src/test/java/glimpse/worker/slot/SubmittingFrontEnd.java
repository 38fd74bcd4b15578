package glimpse.worker.slot;

import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.ClusterPool;
import glimpse.worker.slot.SlotsTest.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The main class of a front end that sends detached work, writes its id into a file and ends at once, without a word to anybody. */
final class SubmittingFrontEnd {
    private SubmittingFrontEnd() {}

    public static void main(String[] arguments) throws IOException {
        ClusterConfig cluster = ClusterConfig.read(Path.of(arguments[0]));
        ChannelUrl free = ChannelUrl.loopback();
        ClusterConfig config = ClusterConfig.of(
                        cluster.client().jobServers(), ChannelUrls.direct(free, free), cluster.key())
                .withResultStore(cluster.resultStore().orElseThrow());
        ClusterPool pool = ClusterPool.connect(config, FrontEndChannels.open(config), new LocalCluster.NoSession());
        int captured = 100;
        Task<Integer, Integer> reciprocal = n -> {
            System.out.println("at " + n);
            return captured / n;
        };
        Files.writeString(
                Path.of(arguments[1]),
                pool.submit(reciprocal, List.of(1, 2, 0, 4, 5)).id());
        Runtime.getRuntime().halt(0);
    }
}
