package glimpse.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.channel.FrontEndChannels;
import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.ClusterPool;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Submission;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import glimpse.launcher.TestDatabase;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Detached work whose results are in a database that dies in the middle and comes back. */
@Timeout(240)
class StoreOutageTest {
    @ParameterizedTest
    @EnumSource
    void anEndOfTheDatabaseInTheMiddleLosesNothing(TestDatabase.Kind kind, @TempDir Path folder) throws Exception {
        ClusterKey key = ClusterKey.random();
        ChannelUrl free = ChannelUrl.loopback();
        try (TestDatabase database = TestDatabase.started(kind);
                GearmandServer server = GearmandServer.start(ServerOptions.embedded())) {
            List<HostPort> servers = List.of(new HostPort("127.0.0.1", server.port()));
            ClusterConfig plain = ClusterConfig.of(servers, ChannelUrls.direct(free, free), key);
            try (FrontEndChannels channels = FrontEndChannels.open(plain)) {
                ClusterConfig config =
                        ClusterConfig.of(servers, channels.urls(), key).withResultStore(database.url());
                Path file = folder.resolve("config.ini");
                config.writeTo(file);
                Process worker = TestWorkers.start(file, 2);
                try (ClusterPool pool = ClusterPool.connect(config, channels, TestWorkers.classes())) {
                    survives(pool, database);
                } finally {
                    worker.destroyForcibly()
                            .onExit()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join();
                }
            }
        }
    }

    private static void survives(ClusterPool pool, TestDatabase database) throws Exception {
        List<Integer> inputs = IntStream.range(0, 40).boxed().toList();
        Submission<Integer> submission = pool.submit(
                n -> {
                    Thread.sleep(20);
                    return n * n;
                },
                inputs,
                MapOptions.DEFAULT.withChunkSize(1));
        awaitSome(submission);
        database.kill();
        assertThatThrownBy(submission::progress)
                .hasMessageContaining("database jdbc:")
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("user=");
        assertThatThrownBy(() -> pool.submit(n -> n, inputs)).hasMessageContaining("database jdbc:");
        database.start();
        assertThat(submission.await(Duration.ofMinutes(2)))
                .isEqualTo(inputs.stream().map(n -> n * n).toList());
    }

    private static void awaitSome(Submission<Integer> submission) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (submission.progress().done() < 4) {
            assertThat(System.nanoTime()).as("four results within a minute").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
