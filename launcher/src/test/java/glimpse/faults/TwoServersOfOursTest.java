package glimpse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.ClusterPool;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Submission;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.HostPort;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two job servers of ours, of which one ends while it has work; a worker process at both. */
@Timeout(240)
class TwoServersOfOursTest {
    @TempDir
    private Path folder;

    private GearmandServer first;
    private GearmandServer second;
    private FrontEndChannels channels;
    private ClusterPool pool;
    private Process worker;

    @BeforeEach
    void start() throws Exception {
        first = GearmandServer.start(ServerOptions.embedded());
        second = GearmandServer.start(ServerOptions.embedded());
        ClusterKey key = ClusterKey.random();
        ChannelUrl free = ChannelUrl.loopback();
        List<HostPort> servers = List.of(address(first), address(second));
        channels = FrontEndChannels.open(ClusterConfig.of(servers, ChannelUrls.direct(free, free), key));
        ClusterConfig config = ClusterConfig.of(servers, channels.urls(), key)
                .withResultStore(folder.resolve("results").toString());
        Path file = folder.resolve("config.ini");
        config.writeTo(file);
        worker = TestWorkers.start(file, 2);
        pool = ClusterPool.connect(config, channels, TestWorkers.classes());
    }

    @AfterEach
    void stop() {
        pool.close();
        channels.close();
        worker.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
        first.close();
        second.close();
    }

    private static HostPort address(GearmandServer server) {
        return new HostPort("127.0.0.1", server.port());
    }

    /** Until both servers have a part of the work: it is spread over them by the hash of its unique ids. */
    private void awaitJobsAtBoth(String function) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (GearmandServer server : List.of(first, second)) {
            try (GearmanAdmin admin = GearmanAdmin.connect(address(server))) {
                while (admin.status().stream().noneMatch(f -> f.function().equals(function) && f.total() > 0)) {
                    assertThat(System.nanoTime())
                            .as("jobs at " + address(server))
                            .isLessThan(end);
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static int slowSquare(int n) throws InterruptedException {
        Thread.sleep(5);
        return n * n;
    }

    private static List<Integer> squares(List<Integer> inputs) {
        return inputs.stream().map(n -> n * n).toList();
    }

    @Test
    void theEndOfOneOfTwoServersCostsAMapNoResult() throws Exception {
        List<Integer> inputs = IntStream.range(0, 400).boxed().toList();
        MapFuture<Integer> map =
                pool.mapAsync(TwoServersOfOursTest::slowSquare, inputs, MapOptions.DEFAULT.withChunkSize(1));
        awaitJobsAtBoth("glimpse_map");
        second.close();
        assertThat(map.get(100, TimeUnit.SECONDS)).isEqualTo(squares(inputs));
    }

    @Test
    void detachedJobsOfAServerThatEndedAreResumedAtTheOther() throws Exception {
        List<Integer> inputs = IntStream.range(0, 60).boxed().toList();
        Submission<Integer> submission =
                pool.submit(TwoServersOfOursTest::slowSquare, inputs, MapOptions.DEFAULT.withChunkSize(1));
        awaitJobsAtBoth("glimpse_detached");
        second.close();
        submission.resume();
        assertThat(submission.await(Duration.ofSeconds(100))).isEqualTo(squares(inputs));
    }
}
