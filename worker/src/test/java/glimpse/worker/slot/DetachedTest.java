package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import glimpse.cluster.pool.MapCancelledException;
import glimpse.cluster.pool.MapException;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Submission;
import glimpse.cluster.pool.SubmissionProgress.State;
import glimpse.cluster.pool.WorkerLostException;
import glimpse.gearman.peer.CGearmand;
import glimpse.worker.slot.SlotsTest.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work that needs nobody to wait for it, on the C job server, its store a folder. */
@Timeout(180)
class DetachedTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AtomicInteger RUNS = new AtomicInteger();

    @TempDir
    private Path folder;

    private String store() {
        return folder.resolve("results").toString();
    }

    private LocalCluster cluster(int slots, String... options) throws IOException {
        return LocalCluster.withStore(CGearmand.started(options), store(), slots);
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void itOutlivesItsFrontEndAndTheJobServerAndAnotherProcessFetchesIt() throws Exception {
        String queue = folder.resolve("queue.db").toString();
        try (LocalCluster cluster = cluster(0, "--queue-type=libsqlite3", "--libsqlite3-db=" + queue)) {
            Path config = cluster.writeConfig(folder);
            Path idFile = folder.resolve("id");
            try (WorkerProcess frontEnd =
                    WorkerProcess.start(SubmittingFrontEnd.class, config.toString(), idFile.toString())) {
                frontEnd.awaitEnd();
            }
            String id = Files.readString(idFile);
            cluster.gearmand.kill();
            cluster.gearmand.start();
            Submission<Integer> fetched = cluster.pool.fetch(id);
            assertThat(fetched.progress().state()).isEqualTo(State.WAITING);
            try (WorkerProcess worker = WorkerProcess.start(config, "late", 2)) {
                MapException e = catchThrowableOfType(MapException.class, () -> fetched.await(LONG));
                assertThat(e.resultsByIndex()).containsOnlyKeys(0L, 1L, 3L, 4L).containsValues(100, 50, 25, 20);
                assertThat(e.failures()).singleElement().satisfies(failure -> {
                    assertThat(failure.index()).isEqualTo(2);
                    assertThat(failure.input()).isEqualTo(0);
                    assertThat(failure.worker()).startsWith("late/");
                    assertThat(failure.exception())
                            .isInstanceOf(ArithmeticException.class)
                            .hasMessage("/ by zero");
                });
                assertThat(worker.isAlive()).isTrue();
            }
            assertThat(fetched.output().lines()).containsExactly("at 1", "at 2", "at 0", "at 4", "at 5");
            assertThat(fetched.toString()).isEqualTo("submission " + id + ": done, 5 of 5 elements done, 1 failed");
            assertThat(cluster.pool.submissions().all())
                    .extracting(Submission::id)
                    .containsExactly(id);
            fetched.remove();
            assertThatThrownBy(() -> cluster.pool.fetch(id)).hasMessageStartingWith("no submission " + id);
        }
    }

    @Test
    void noWorkerBeginsBeforeItsTime() throws Exception {
        try (LocalCluster cluster = cluster(1)) {
            Instant at = Instant.now().plusSeconds(2);
            Task<Integer, Long> when = n -> System.currentTimeMillis();
            Submission<Long> submission = cluster.pool.submit(when, range(3), MapOptions.DEFAULT.withNotBefore(at));
            assertThat(submission.await(LONG))
                    .allSatisfy(millis -> assertThat(millis).isGreaterThanOrEqualTo(at.getEpochSecond() * 1000));
            assertThatThrownBy(() -> cluster.pool.map(when, range(3), MapOptions.DEFAULT.withNotBefore(at)))
                    .hasMessageContaining("expected: submit(");
        }
    }

    @Test
    void aCancelStopsWhatRunsAndWhatWaitsAndKeepsWhatIsDone() throws Exception {
        try (LocalCluster cluster = cluster(1)) {
            Task<Integer, Integer> slow = n -> {
                RUNS.incrementAndGet();
                WorkerDeathTest.sleep(n == 0 ? 0 : 600_000);
                return n;
            };
            RUNS.set(0);
            Submission<Integer> submission = cluster.pool.submit(slow, range(5));
            while (RUNS.get() < 2) {
                Thread.onSpinWait();
            }
            cluster.pool.<Integer>fetch(submission.id()).cancel();
            assertThat(catchThrowableOfType(MapCancelledException.class, () -> submission.await(LONG))
                            .results())
                    .containsExactly(0);
            Task<Integer, Integer> next = n -> n + 1;
            assertThat(cluster.pool.map(next, range(3))).containsExactly(1, 2, 3);
            assertThat(cluster.pool.submit(next, range(2)).await(LONG)).containsExactly(1, 2);
            assertThat(RUNS.get()).isEqualTo(2);
            assertThat(submission.progress().state()).isEqualTo(State.CANCELLED);
        }
    }

    @Test
    void whatKillsItsWorkersIsReportedAndTheThirdWorkerLives() throws Exception {
        try (LocalCluster cluster = cluster(0)) {
            Path config = cluster.writeConfig(folder);
            Task<Integer, Integer> poison = n -> {
                if (n == 2) {
                    Runtime.getRuntime().halt(1);
                }
                return n;
            };
            Submission<Integer> submission = cluster.pool.submit(poison, range(4));
            try (WorkerProcess first = WorkerProcess.start(config, "first", 1);
                    WorkerProcess second = WorkerProcess.start(config, "second", 1);
                    WorkerProcess third = WorkerProcess.start(config, "third", 1)) {
                MapException e = catchThrowableOfType(MapException.class, () -> submission.await(LONG));
                assertThat(e.results()).containsExactly(0, 1, 3);
                assertThat(e.failures()).singleElement().satisfies(failure -> {
                    assertThat(failure.input()).isEqualTo(2);
                    assertThat(failure.exception())
                            .isInstanceOf(WorkerLostException.class)
                            .hasMessageContaining("2 workers died while they ran the input 2");
                });
                assertThat(List.of(first.isAlive(), second.isAlive(), third.isAlive()))
                        .containsOnlyOnce(true);
            }
        }
    }

    @Test
    void whatAJobServerHasForgottenIsSaidAndResumed() throws Exception {
        try (LocalCluster cluster = cluster(0)) {
            Task<Integer, Integer> next = n -> n + 1;
            Submission<Integer> submission = cluster.pool.submit(next, range(3));
            cluster.gearmand.kill();
            cluster.gearmand.start();
            assertThatThrownBy(() -> submission.await(LONG))
                    .hasMessageContaining("3 chunks of submission " + submission.id()
                            + " are neither done nor known to a job server");
            assertThat(submission.resume()).isEqualTo(3);
            assertThat(submission.resume()).isZero();
            try (WorkerProcess worker = WorkerProcess.start(cluster.writeConfig(folder), "late", 1)) {
                assertThat(submission.await(LONG)).containsExactly(1, 2, 3);
                assertThat(worker.isAlive()).isTrue();
            }
        }
    }

    @Test
    void whatWasNotSealedByThisClusterIsRefused() throws Exception {
        try (LocalCluster cluster = cluster(1)) {
            Task<Integer, Integer> next = n -> n + 1;
            Submission<Integer> submission = cluster.pool.submit(next, range(2));
            assertThat(submission.await(LONG)).containsExactly(1, 2);
            Path files = Path.of(store()).resolve(submission.id());
            byte[] sealed = Files.readAllBytes(files.resolve("done-0"));
            Files.copy(files.resolve("done-1"), files.resolve("done-0"), StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(submission::results).hasMessageContaining("found what belongs to");
            sealed[40] ^= 1;
            Files.write(files.resolve("done-0"), sealed);
            assertThatThrownBy(submission::results)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("done-0, was refused");
        }
    }

    @Test
    void anElementThatTakesTooLongIsStoppedAndItsNeighboursRun() throws Exception {
        try (LocalCluster cluster = cluster(1)) {
            Task<Integer, Integer> slow = n -> {
                WorkerDeathTest.sleep(n == 1 ? 600_000 : 0);
                return n;
            };
            MapOptions options = MapOptions.DEFAULT
                    .withElementTimeout(Duration.ofMillis(300))
                    .withOnError(MapOptions.OnError.COLLECT);
            assertThat(cluster.pool
                            .submit(slow, range(3), options.withChunkSize(3))
                            .await(LONG))
                    .containsExactly(0, null, 2);
        }
    }

    @Test
    void nothingToDoIsDone() throws Exception {
        try (LocalCluster cluster = cluster(0)) {
            Task<Integer, Integer> next = n -> n + 1;
            assertThat(cluster.pool.submit(next, List.<Integer>of()).results()).isEmpty();
        }
    }

    @Test
    void optionsThatNeedSomebodyToWaitAreRefused() throws Exception {
        try (LocalCluster cluster = cluster(0)) {
            Task<Integer, Integer> next = n -> n + 1;
            assertThatThrownBy(() -> cluster.pool.submit(next, range(1), MapOptions.DEFAULT.withRetries(1)))
                    .hasMessageStartingWith("submit with retries (expected:");
            assertThatThrownBy(() -> cluster.pool.fetch("../../etc")).hasMessageContaining("16 hexadecimal digits");
        }
    }
}
