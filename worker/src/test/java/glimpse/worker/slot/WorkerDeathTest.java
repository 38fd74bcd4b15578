package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import glimpse.cluster.pool.MapException;
import glimpse.cluster.pool.MapListener;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Progress;
import glimpse.cluster.pool.WorkerLostException;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.PartRequest;
import glimpse.cluster.task.PermitRequest;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.WorkerOptions;
import glimpse.worker.slot.SlotsTest.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers, front ends and job servers that go while a map runs, on the C job server. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class WorkerDeathTest {
    @TempDir
    private Path folder;

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    /** Does something once, when so many elements are done. */
    private static MapOptions atElement(long done, Runnable event) {
        AtomicBoolean happened = new AtomicBoolean();
        return MapOptions.DEFAULT.withListener(new MapListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.done() >= done && !happened.getAndSet(true)) {
                    event.run();
                }
            }
        });
    }

    @Test
    void aWorkerKilledDuringAMapCostsNoResultAndDoublesNone() throws Exception {
        try (LocalCluster cluster = LocalCluster.withoutSlots();
                WorkerProcess victim = WorkerProcess.start(cluster.writeConfig(folder), "victim", 2);
                WorkerProcess survivor = WorkerProcess.start(cluster.writeConfig(folder), "survivor", 2)) {
            Task<Integer, Integer> slow = n -> {
                sleep(2);
                return n + 1;
            };
            List<Integer> results = cluster.pool.map(slow, range(2000), atElement(200, victim::kill));
            assertThat(results).isEqualTo(range(2000).stream().map(n -> n + 1).toList());
            assertThat(victim.isAlive()).isFalse();
            assertThat(survivor.isAlive()).isTrue();
        }
    }

    @Test
    void anInputThatKillsItsWorkersIsReportedAndTheThirdWorkerLives() throws Exception {
        try (LocalCluster cluster = LocalCluster.withoutSlots();
                WorkerProcess first = WorkerProcess.start(cluster.writeConfig(folder), "first", 1);
                WorkerProcess second = WorkerProcess.start(cluster.writeConfig(folder), "second", 1);
                WorkerProcess third = WorkerProcess.start(cluster.writeConfig(folder), "third", 1)) {
            Task<Integer, Integer> poison = n -> {
                if (n == 13) {
                    Runtime.getRuntime().halt(1);
                }
                return n;
            };
            MapException e = catchThrowableOfType(
                    MapException.class, () -> cluster.pool.map(poison, range(40), MapOptions.DEFAULT.withChunkSize(2)));
            assertThat(e.failures())
                    .allSatisfy(failure -> assertThat(failure.exception())
                            .isInstanceOf(WorkerLostException.class)
                            .hasMessageContaining("2 workers died while they ran a chunk with the inputs 12 to 13"))
                    .extracting(failure -> failure.input())
                    .containsExactly(12, 13);
            assertThat(e.results()).hasSize(38);
            assertThat(List.of(first.isAlive(), second.isAlive(), third.isAlive()))
                    .containsOnlyOnce(true);
        }
    }

    @Test
    void aJobServerThatIsKilledAndComesBackCostsNoResult() throws Exception {
        try (LocalCluster cluster = LocalCluster.withSlots(2)) {
            Task<Integer, Integer> slow = n -> {
                sleep(2);
                return n + 1;
            };
            List<Integer> results = cluster.pool.map(slow, range(1000), atElement(100, () -> {
                try {
                    cluster.gearmand.kill();
                    cluster.gearmand.start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            assertThat(results).isEqualTo(range(1000).stream().map(n -> n + 1).toList());
        }
    }

    @Test
    void aMapWithoutAWorkerSaysSoAndBeginsWhenOneComes() throws Exception {
        try (LocalCluster cluster = LocalCluster.withoutSlots()) {
            List<String> said = new ArrayList<>();
            List<WorkerProcess> started = new ArrayList<>();
            MapOptions options = MapOptions.DEFAULT.withListener(new MapListener() {
                @Override
                public void waiting(String reason) {
                    said.add(reason);
                    try {
                        started.add(WorkerProcess.start(cluster.writeConfig(folder), "late", 1));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
            try {
                Task<Integer, Integer> next = n -> n + 1;
                assertThat(cluster.pool.map(next, range(10), options))
                        .isEqualTo(range(10).stream().map(next).toList());
                assertThat(said)
                        .containsExactly(
                                "no worker has come; start some with: glimpse cluster worker -n 4 -c config.ini");
            } finally {
                started.forEach(WorkerProcess::close);
            }
        }
    }

    @Test
    void theTasksOfAFrontEndThatHasGoneAreStopped() throws Exception {
        try (LocalCluster cluster = LocalCluster.withSlots(1)) {
            try (WorkerProcess doomed = WorkerProcess.start(
                    EndlessFrontEnd.class, cluster.writeConfig(folder).toString())) {
                while (cluster.slots.stats().busy() == 0) {
                    sleep(5);
                }
                doomed.kill();
            }
            Task<Integer, Integer> next = n -> n + 1;
            assertThat(cluster.pool.map(next, range(3))).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aPermitIsNotWaitedForAfterTheFrontEndDied() throws Exception {
        try (LocalCluster cluster = LocalCluster.withSlots(1);
                GearmanClient client = new GearmanClient(cluster.config.client().jobServers())) {
            CountDownLatch asked = new CountDownLatch(1);
            Chunk chunk = new Chunk("s1", "s1.1", 0, 0, 1, "0".repeat(64), 0, "", new byte[0], 7);
            CompletableFuture<byte[]> end;
            try (GearmanWorker frontEnd =
                    new GearmanWorker(WorkerOptions.of(cluster.config.client().jobServers()))) {
                frontEnd.registerAtOnce(PartRequest.function("s1"), job -> {})
                        .registerAtOnce(PermitRequest.function("s1"), job -> asked.countDown())
                        .start();
                end = client.run(Job.of(Chunk.FUNCTION, cluster.config.key().seal(chunk.encode())));
                assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(end)
                    .as("ends as cancelled; it fails where the permit was waited for in vain")
                    .succeedsWithin(Duration.ofSeconds(60));
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
