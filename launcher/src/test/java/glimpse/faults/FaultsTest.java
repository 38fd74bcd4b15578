package glimpse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.pool.Failure;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.MapOptions.OnError;
import glimpse.cluster.pool.Results;
import glimpse.cluster.pool.Task;
import glimpse.cluster.pool.WorkerLostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Maps while networks hold up and cut, and workers, broker and job server are killed, all by seeds: every input has exactly one outcome.
 * {@code -Dglimpse.faultSeeds=1000} takes that many seeds instead of the few that are quick.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class FaultsTest {
    private static final int ELEMENTS = 240;
    private static final int SEEDS = Integer.getInteger("glimpse.faultSeeds", 2);

    @ParameterizedTest
    @EnumSource
    void everyInputHasExactlyOneOutcome(FaultyCluster.Kind kind, @TempDir Path folder) throws Exception {
        try (FaultyCluster cluster = new FaultyCluster(kind, folder)) {
            List<Integer> inputs = IntStream.range(0, ELEMENTS).boxed().toList();
            Task<Integer, Integer> work = n -> {
                Thread.sleep(4);
                return 3 * n;
            };
            assertThat(cluster.pool.map(work, inputs.subList(0, 8))).hasSize(8);
            int heldUp = 0;
            int cut = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                Random random = new Random(seed);
                for (FaultyNetwork network : cluster.networks()) {
                    network.storm(random.nextLong(), 2);
                }
                MapFuture<Integer> map = cluster.pool.mapAsync(
                        work,
                        inputs,
                        MapOptions.DEFAULT.withChunkSize(1 + random.nextInt(4)).withOnError(OnError.COLLECT));
                awaitElements(map, 1 + random.nextInt(ELEMENTS / 2));
                String killed = cluster.kill(random);
                List<Integer> results = map.get(120, TimeUnit.SECONDS);
                for (FaultyNetwork network : cluster.networks()) {
                    cut += 2 - network.cutsLeft();
                    heldUp += network.calm();
                }
                assertConserved("seed " + seed + ", killed " + killed, results);
            }
            assertThat(cut).isPositive();
            assertThat(heldUp).isPositive();
        }
    }

    private static void awaitElements(MapFuture<Integer> map, int count) {
        while (!map.isDone() && (map.progress() == null || map.progress().done() < count)) {
            Thread.onSpinWait();
        }
    }

    private static void assertConserved(String when, List<Integer> results) {
        assertThat(results).as(when).isInstanceOf(Results.class).hasSize(ELEMENTS);
        List<Failure> failures = ((Results<Integer>) results).failures();
        Set<Long> failed = failures.stream().map(Failure::index).collect(Collectors.toSet());
        assertThat(failures)
                .as(when)
                .hasSize(failed.size())
                .allSatisfy(failure -> assertThat(failure.exception()).isInstanceOf(WorkerLostException.class));
        for (int i = 0; i < ELEMENTS; i++) {
            assertThat(results.get(i)).as(when + ", input " + i).isEqualTo(failed.contains((long) i) ? null : 3 * i);
        }
        assertThat(failed.size()).as(when).isLessThan(ELEMENTS / 4);
    }
}
