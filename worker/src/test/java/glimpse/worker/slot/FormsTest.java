package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import glimpse.cluster.pool.Failure;
import glimpse.cluster.pool.MapCancelledException;
import glimpse.cluster.pool.MapException;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.MapOptions.OnError;
import glimpse.cluster.pool.Pool;
import glimpse.cluster.pool.Pools;
import glimpse.cluster.pool.ResultStream;
import glimpse.cluster.pool.Results;
import glimpse.cluster.pool.Work;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The forms of a map and its options, on each kind of pool. */
@Timeout(120)
class FormsTest {
    private static LocalCluster cluster;
    private static Pool multicore;
    private static Pool singleCore;

    enum Kind {
        CLUSTER,
        MULTICORE,
        SINGLE_CORE;

        Pool pool() {
            return switch (this) {
                case CLUSTER -> cluster.pool;
                case MULTICORE -> multicore;
                case SINGLE_CORE -> singleCore;
            };
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.withSlots(2);
        multicore = Pools.multicore(3);
        singleCore = Pools.singleCore();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        multicore.close();
        singleCore.close();
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource
    void mapsOfOneTwoAndThreeInputs(Kind kind) {
        Pool pool = kind.pool();
        assertThat(pool.map(n -> n * n, range(300)))
                .isEqualTo(range(300).stream().map(n -> n * n).toList());
        assertThat(pool.map((a, b) -> a + b, List.of(1, 2, 3), List.of("x", "y")))
                .containsExactly("1x", "2y");
        assertThat(pool.map((a, b, c) -> a * b + c, range(3), range(3), range(3)))
                .containsExactly(0, 2, 6);
    }

    @ParameterizedTest
    @EnumSource
    void flatMapFilterReduceRunEach(Kind kind) {
        Pool pool = kind.pool();
        assertThat(pool.flatMap(n -> Collections.nCopies(n, n), range(4))).containsExactly(1, 2, 2, 3, 3, 3);
        assertThat(pool.filter(n -> n % 3 == 0, range(10))).containsExactly(0, 3, 6, 9);
        Iterable<Integer> once = () -> range(10).iterator();
        assertThat(pool.filter(n -> n > 7, once)).containsExactly(8, 9);
        assertThat(pool.mapReduce(n -> "" + n, (a, b) -> a + b, range(30)))
                .hasValue(String.join("", range(30).stream().map(n -> "" + n).toList()));
        assertThat(pool.reduce((a, b) -> a + b, range(5000))).hasValue(5000 * 4999 / 2);
        assertThat(pool.reduce((a, b) -> a + b, List.<Integer>of())).isEmpty();
        assertThat(pool.run(() -> 6 * 7)).isEqualTo(42);
        pool.each(n -> Thread.onSpinWait(), range(10));
    }

    @ParameterizedTest
    @EnumSource
    void aFutureHasProgressPartialResultsAndAnEnd(Kind kind) throws Exception {
        MapFuture<Integer> future = kind.pool().mapAsync(n -> n + 1, range(50));
        assertThat(future.get(60, TimeUnit.SECONDS)).hasSize(50).startsWith(1, 2);
        assertThat(future.results()).hasSize(50);
        assertThat(future.progress().done()).isEqualTo(50);
        assertThat(future.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFutureThatIsCancelledFreesThePool(Kind kind) {
        MapOptions one = MapOptions.DEFAULT.withChunkSize(1);
        MapFuture<Integer> future = kind.pool()
                .mapAsync(
                        n -> {
                            Thread.sleep(600_000);
                            return n;
                        },
                        range(100),
                        one);
        future.cancel(true);
        assertThat(future).isCancelled();
        assertThat(kind.pool().map(n -> n, range(3))).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void anInputWithoutEndIsReadAsResultsAreTaken(Kind kind) {
        List<Integer> read = Collections.synchronizedList(new ArrayList<>());
        Iterable<Integer> endless =
                () -> Stream.iterate(0, n -> n + 1).peek(read::add).iterator();
        MapOptions few = MapOptions.DEFAULT.withInFlight(20).withChunkSize(2);
        try (ResultStream<Integer> squares = kind.pool().imap(n -> n * n, endless, few)) {
            for (int n = 0; n < 200; n++) {
                assertThat(squares.next()).isEqualTo(n * n);
                assertThat(read.size()).isLessThanOrEqualTo(n + 22);
            }
        }
        List<Integer> unordered = new ArrayList<>();
        kind.pool().imapUnordered(n -> n * 2, range(100)).forEachRemaining(unordered::add);
        assertThat(unordered)
                .containsExactlyInAnyOrderElementsOf(
                        range(100).stream().map(n -> n * 2).toList());
    }

    /** An input whose fourth element does not come. */
    private static final class Stalling implements Iterable<Integer> {
        final CountDownLatch givenUp = new CountDownLatch(1);

        @Override
        public Iterator<Integer> iterator() {
            Iterator<Integer> three = range(3).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    if (three.hasNext()) {
                        return true;
                    }
                    try {
                        new CountDownLatch(1).await();
                        return false;
                    } catch (InterruptedException e) {
                        givenUp.countDown();
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public Integer next() {
                    return three.next();
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SINGLE_CORE") // reads on the thread that does everything
    void anInputThatStallsHoldsUpNeitherResultsNorProgressNorTheEnd(Kind kind) throws Exception {
        Stalling input = new Stalling();
        try (ResultStream<Integer> results = kind.pool().imap(n -> n + 1, input)) {
            assertThat(List.of(results.next(), results.next(), results.next())).containsExactly(1, 2, 3);
        }
        assertThat(input.givenUp.await(60, TimeUnit.SECONDS)).isTrue();

        Stalling another = new Stalling();
        MapFuture<Integer> future = kind.pool().mapAsync(n -> 2 / n, another, MapOptions.DEFAULT.withChunkSize(2));
        while (future.progress() == null || future.progress().done() < 3) {
            Thread.onSpinWait();
        }
        assertThat(future.results()).containsExactly(2, 1);
        assertThat(future.failures()).singleElement().extracting(Failure::index).isEqualTo(0L);
        future.cancel(true);
        assertThat(another.givenUp.await(60, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() ->
                        kind.pool().map(n -> n, new Stalling(), MapOptions.DEFAULT.withTimeout(Duration.ofMillis(300))))
                .isInstanceOf(MapCancelledException.class)
                .hasMessageContaining("0.3 s");
        assertThatThrownBy(
                        () -> kind.pool().map(n -> 1 / n, new Stalling(), MapOptions.DEFAULT.withOnError(OnError.STOP)))
                .isInstanceOf(MapException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anInputThatFailsEndsTheMapWithItsOwnException(Kind kind) {
        Iterable<Integer> failing = () -> Stream.iterate(0, n -> n + 1)
                .peek(n -> {
                    if (n == 40) {
                        throw new IllegalStateException("line 40 of the file is no number");
                    }
                })
                .iterator();
        assertThatThrownBy(() -> kind.pool().map(n -> n, failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("line 40 of the file is no number");
        assertThat(kind.pool().map(n -> n == null, Collections.singleton(null))).containsExactly(true);
        Iterable<Integer> nulls = () -> Stream.of(1, null, 3).iterator();
        assertThat(kind.pool().map(n -> n == null, nulls)).containsExactly(false, true, false);
    }

    @ParameterizedTest
    @EnumSource
    void errorsAreCollectedSkippedOrThrownAtOnce(Kind kind) {
        Pool pool = kind.pool();
        List<Integer> collected = pool.map(n -> 12 / n, range(4), MapOptions.DEFAULT.withOnError(OnError.COLLECT));
        assertThat(collected).containsExactly(null, 12, 6, 4);
        assertThat(((Results<Integer>) collected).failures())
                .singleElement()
                .extracting(Failure::index)
                .isEqualTo(0L);
        assertThat(((Results<Integer>) collected).table()).contains("index", "ArithmeticException: / by zero");
        assertThat(pool.map(n -> 12 / n, range(4), MapOptions.DEFAULT.withOnError(OnError.SKIP)))
                .containsExactly(12, 6, 4);
        MapException stopped = catchThrowableOfType(
                MapException.class,
                () -> pool.map(
                        n -> {
                            if (n == 0) {
                                throw new IllegalStateException("at once");
                            }
                            Thread.sleep(600_000);
                            return n;
                        },
                        range(100),
                        MapOptions.DEFAULT.withChunkSize(1).withOnError(OnError.STOP)));
        assertThat(stopped).hasMessageContaining("at once");
        assertThat(pool.map(n -> n, range(2))).containsExactly(0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void anElementThatFailedIsTriedAgain(Kind kind, @TempDir Path folder) {
        String marks = folder.toString();
        List<Integer> results = kind.pool()
                .map(
                        n -> {
                            Path mark = Path.of(marks, "" + n);
                            if (n % 5 == 0 && !Files.exists(mark)) {
                                Files.createFile(mark);
                                throw new IOException("first time");
                            }
                            return n;
                        },
                        range(20),
                        MapOptions.DEFAULT
                                .withChunkSize(4)
                                .withRetries(1, Duration.ofMillis(1))
                                .withRetryOn(IOException.class));
        assertThat(results).isEqualTo(range(20));
        assertThatThrownBy(() -> kind.pool()
                        .map(
                                n -> {
                                    throw new IllegalStateException("always");
                                },
                                List.of(1),
                                MapOptions.DEFAULT
                                        .withRetries(2, Duration.ofMillis(1))
                                        .withRetryOn(IOException.class)))
                .isInstanceOf(MapException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anElementThatTakesTooLongFailsAndTheOthersRun(Kind kind) {
        List<Integer> results = kind.pool()
                .map(
                        n -> {
                            if (n == 5) {
                                Thread.sleep(600_000);
                            }
                            return n;
                        },
                        range(10),
                        MapOptions.DEFAULT
                                .withChunkSize(4)
                                .withElementTimeout(Duration.ofMillis(300))
                                .withOnError(OnError.COLLECT));
        assertThat(results).containsExactly(0, 1, 2, 3, 4, null, 6, 7, 8, 9);
        Failure failure = ((Results<Integer>) results).failures().get(0);
        assertThat(failure.exception()).isInstanceOf(TimeoutException.class).hasMessageContaining("0.3 s");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = "SINGLE_CORE") // the caller's own thread is busy with the element
    void aMapThatTakesTooLongIsStopped(Kind kind) {
        assertThatThrownBy(() -> kind.pool()
                        .map(
                                n -> {
                                    Thread.sleep(600_000);
                                    return n;
                                },
                                range(4),
                                MapOptions.DEFAULT.withTimeout(Duration.ofMillis(400))))
                .isInstanceOf(MapCancelledException.class)
                .hasMessageContaining("0.4 s");
    }

    @ParameterizedTest
    @EnumSource
    void aPoolIsAnExecutor(Kind kind) throws Exception {
        ExecutorService executor = kind.pool().executor();
        List<Work<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> future : executor.invokeAll(tasks)) {
            results.add(future.get());
        }
        assertThat(results).containsExactly(1, 2, 3);
        Work<Integer> failing = () -> {
            throw new IOException("its own");
        };
        assertThatThrownBy(() -> executor.submit(failing).get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        executor.shutdown();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskInCodeThatCannotBeStoppedCostsItsWorkerAJvmAndTheMapOneElement() {
        cluster.slots.whenStuck(whys::add);
        List<Integer> results = cluster.pool.map(
                n -> n == 1
                        ? BigInteger.TWO
                                .pow(1 << 29)
                                .multiply(BigInteger.TWO.pow(1 << 29).subtract(BigInteger.TEN))
                                .bitLength()
                        : n,
                range(3),
                MapOptions.DEFAULT
                        .withChunkSize(3)
                        .withElementTimeout(Duration.ofMillis(200))
                        .withOnError(OnError.COLLECT));
        assertThat(results).containsExactly(0, null, 2);
        assertThat(whys).singleElement().asString().contains("does not stop").contains("starts again");
    }

    private final List<String> whys = Collections.synchronizedList(new ArrayList<>());
}
