package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.ClusterPool;
import glimpse.worker.slot.SlotsTest.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Front ends and workers with little memory. {@code -Dglimpse.inputs=10000000 -Dglimpse.heap=256} for as many inputs as the manual
 * speaks of; the usual run has proportionally less of both.
 */
@Timeout(600)
class SmallHeapTest {
    private static final long INPUTS = Long.getLong("glimpse.inputs", 1_000_000);
    private static final int HEAP_MEGABYTES = Integer.getInteger("glimpse.heap", 40);
    private static final int BIG = 64 << 20;

    @TempDir
    private Path folder;

    @Test
    void inputsOfAnIteratorRunInAFrontEndThatCouldNotHoldThem() throws Exception {
        try (LocalCluster cluster = LocalCluster.withSlots(2);
                WorkerProcess frontEnd = WorkerProcess.withHeap(
                        "-Xmx" + HEAP_MEGABYTES + "m",
                        ManyInputs.class,
                        cluster.writeConfig(folder).toString(),
                        "" + INPUTS)) {
            frontEnd.awaitEnd();
        }
    }

    /** Their sum is the end of it. */
    static final class ManyInputs {
        private ManyInputs() {}

        public static void main(String[] arguments) throws IOException {
            long count = Long.parseLong(arguments[1]);
            ClusterPool pool = connect(arguments[0]);
            Task<Long, Long> twice = n -> 2 * n;
            Iterable<Long> inputs = () -> LongStream.range(0, count).iterator();
            long sum = 0;
            for (long result : pool.imap(twice, inputs)) {
                sum += result;
            }
            pool.close();
            Runtime.getRuntime().halt(sum == count * (count - 1) ? 0 : 1);
        }
    }

    @Test
    void valuesOf64MegabytesTakeAMultipleThatTheGuideNames() throws Exception {
        try (LocalCluster cluster = LocalCluster.withoutSlots();
                WorkerProcess worker = WorkerProcess.withHeap(
                        "-Xmx448m",
                        WorkerProcess.class,
                        cluster.writeConfig(folder).toString(),
                        "small",
                        "1");
                WorkerProcess frontEnd = WorkerProcess.withHeap(
                        "-Xmx512m", BigValues.class, cluster.writeConfig(folder).toString())) {
            frontEnd.awaitEnd();
            assertThat(worker.isAlive()).isTrue();
        }
    }

    /** A captured value, an input and a result of 64 MB, one after the other. */
    static final class BigValues {
        private BigValues() {}

        public static void main(String[] arguments) throws IOException {
            ClusterPool pool = connect(arguments[0]);
            boolean right = captured(pool) && input(pool) && result(pool);
            pool.close();
            Runtime.getRuntime().halt(right ? 0 : 1);
        }

        private static boolean captured(ClusterPool pool) {
            byte[] big = new byte[BIG];
            big[3] = 7;
            Task<Integer, Integer> at = n -> (int) big[n];
            return pool.map(at, List.of(2, 3)).equals(List.of(0, 7));
        }

        private static boolean input(ClusterPool pool) {
            Task<byte[], Integer> length = bytes -> bytes.length;
            return pool.map(length, List.of(new byte[BIG])).equals(List.of(BIG));
        }

        private static boolean result(ClusterPool pool) {
            Task<Integer, byte[]> make = byte[]::new;
            return pool.map(make, List.of(BIG)).get(0).length == BIG;
        }
    }

    private static ClusterPool connect(String file) throws IOException {
        ClusterConfig cluster = ClusterConfig.read(Path.of(file));
        ChannelUrl free = ChannelUrl.loopback();
        ClusterConfig config =
                ClusterConfig.of(cluster.client().jobServers(), ChannelUrls.direct(free, free), cluster.key());
        return ClusterPool.connect(config, FrontEndChannels.open(config), new LocalCluster.NoSession());
    }
}
