package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapOptions;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.peer.CGearmand;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two job servers, of which one dies. */
@Timeout(120)
class TwoServersTest {
    @Test
    void theDeathOfOneOfTwoServersCostsNoResult() throws Exception {
        CGearmand second = CGearmand.started();
        try (LocalCluster cluster = LocalCluster.withSlots(2, second)) {
            List<Integer> input = IntStream.range(0, 400).boxed().toList();
            MapFuture<Integer> map = cluster.pool.mapAsync(
                    n -> {
                        Thread.sleep(5);
                        return n * n;
                    },
                    input,
                    MapOptions.DEFAULT.withChunkSize(1));
            awaitJobs(second);
            second.close();
            assertThat(map.get(100, TimeUnit.SECONDS))
                    .isEqualTo(input.stream().map(n -> n * n).toList());
        }
    }

    /** Until the second server has a part of the map: jobs are spread over both. */
    private static void awaitJobs(CGearmand server) throws Exception {
        try (GearmanAdmin admin = GearmanAdmin.connect(server.address())) {
            while (admin.status().stream().noneMatch(f -> f.function().equals("glimpse_map") && f.running() > 0)) {
                Thread.onSpinWait();
            }
        }
    }
}
