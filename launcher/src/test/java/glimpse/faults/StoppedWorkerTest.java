package glimpse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.broker.Broker;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Pool;
import glimpse.cluster.pool.Pools;
import glimpse.cluster.security.ClusterKey;
import glimpse.gearman.connection.HostPort;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of two worker processes gets SIGSTOP while it has work: its connections stay, and it says nothing. */
@Timeout(240)
class StoppedWorkerTest {
    @Test
    void whatAStoppedWorkerHasInItsHandsRunsElsewhere(@TempDir Path folder) throws Exception {
        try (GearmandServer server = GearmandServer.start(ServerOptions.embedded());
                Broker broker = Broker.start(ChannelUrls.loopback())) {
            ClusterConfig config = ClusterConfig.of(
                    List.of(new HostPort("127.0.0.1", server.port())), broker.urls(), ClusterKey.random());
            Path file = folder.resolve("config.ini");
            config.writeTo(file);
            Process works = TestWorkers.start(file, 1);
            Process stops = TestWorkers.start(file, 1);
            try (Pool pool = Pools.makePool(config, TestWorkers.classes())) {
                String pid = Long.toString(stops.pid());
                List<Integer> inputs = IntStream.range(0, 100).boxed().toList();
                MapFuture<Integer> map = pool.mapAsync(
                        n -> {
                            boolean isOfTheOne =
                                    pid.equals("" + ProcessHandle.current().pid());
                            Thread.sleep(isOfTheOne ? 100_000 : 100); // stopped in its first
                            return n * n;
                        },
                        inputs,
                        MapOptions.DEFAULT.withChunkSize(1));
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (map.progress() == null || map.progress().done() < 10) {
                    assertThat(System.nanoTime())
                            .as("ten results within a minute")
                            .isLessThan(end);
                    Thread.onSpinWait();
                }
                assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor())
                        .isZero();
                assertThat(map.get(100, TimeUnit.SECONDS))
                        .isEqualTo(inputs.stream().map(n -> n * n).toList());
            } finally {
                for (Process worker : List.of(works, stops)) {
                    worker.destroyForcibly()
                            .onExit()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join();
                }
            }
        }
    }
}
