package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts that die during a map: nothing is lost, nothing comes twice, nothing hangs. */
class WorkerDeathIT {
    private static final String LONG_MAP = """
            System.out.println("map begins");
            var squares = map(n -> { try { Thread.sleep(10); } catch (InterruptedException e) { throw new RuntimeException(e); } return n * n; }, range(2000));
            System.out.println("right " + squares.equals(range(2000).stream().map(n -> n * n).toList()));
            """;

    @ParameterizedTest
    @EnumSource(JobServer.class)
    void aWorkerKilledDuringAMapCostsNoResult(JobServer server, @TempDir Path folder) {
        costsNoResult(
                server,
                folder,
                cluster -> Cluster.workerJvm(cluster.workers().get(0)).destroyForcibly());
    }

    @ParameterizedTest
    @EnumSource(JobServer.class)
    void aJobServerThatDiesAndReturnsCostsNoResult(JobServer server, @TempDir Path folder) {
        costsNoResult(server, folder, cluster -> {
            cluster.killJobServer();
            cluster.startJobServer();
        });
    }

    @ParameterizedTest
    @EnumSource(JobServer.class)
    void aBrokerThatDiesAndReturnsCostsNoResult(JobServer server, @TempDir Path folder) {
        costsNoResult(server, folder, cluster -> {
            cluster.killBroker();
            cluster.startBroker();
        });
    }

    private static void costsNoResult(JobServer server, Path folder, Consumer<Cluster> accident) {
        try (Cluster cluster = Cluster.start(server, Topology.BROKER, folder, 2, 2);
                Program script = longMap(cluster)) {
            awaitRunning(cluster);
            accident.accept(cluster);
            script.succeeds();
            assertThat(script.lines()).contains("right true");
        }
    }

    private static Program longMap(Cluster cluster) {
        return Program.glimpse("glimpse", "run", "-")
                .types("%cluster " + cluster.config() + "\n")
                .types(LONG_MAP)
                .endsInput();
    }

    /** Until the job server has seen a chunk in a worker's hands. */
    private static void awaitRunning(Cluster cluster) {
        AdminPort.awaitRunning(cluster.jobServerPort(), "glimpse_map");
    }
}
