package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.pool.CannotSendException;
import glimpse.cluster.pool.MapCancelledException;
import glimpse.cluster.pool.MapException;
import glimpse.cluster.pool.MapListener;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Progress;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.task.Chunk;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.connection.HostPort;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A map from a pool through the C job server to the slots and back. */
@Timeout(120)
class SlotsTest {
    private static LocalCluster cluster;

    /** A function that can travel without a session to rewrite it. */
    interface Task<A, R> extends Function<A, R>, Serializable {}

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.withSlots(2);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private static <A, R> List<R> map(Task<A, R> f, Iterable<A> xs) {
        return cluster.pool.map(f, xs);
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void resultsComeInTheOrderOfTheInput() {
        List<Integer> squares = map(n -> n * n, range(5000));
        assertThat(squares).isEqualTo(range(5000).stream().map(n -> n * n).toList());
    }

    @Test
    void nothingBecomesNothing() {
        assertThat(map(n -> n, List.of())).isEmpty();
    }

    @Test
    void nullsTravelBothWays() {
        assertThat(map(s -> s == null ? "was null" : null, Arrays.asList(null, "a", null)))
                .containsExactly("was null", null, "was null");
    }

    @Test
    void aFailingElementShowsItsExceptionInputPlaceAndWorker() {
        MapException e = catchThrowableOfType(MapException.class, () -> map(n -> 100 / (n - 7), range(20)));
        assertThat(e.getMessage())
                .startsWith("java.lang.ArithmeticException: / by zero\n  input 7 at index 7, SlotsTest.java, line ")
                .contains("worker worker-1/")
                .endsWith("no other failed, 19 succeeded: results() has them");
        assertThat(e.getCause()).isInstanceOf(ArithmeticException.class);
        assertThat(e.getCause().getStackTrace()[0].getClassName()).startsWith("glimpse.worker.slot.SlotsTest");
        assertThat(e.results()).hasSize(19);
    }

    @Test
    void aResultThatCannotTravelIsTheErrorOfItsElement() {
        MapException e = catchThrowableOfType(MapException.class, () -> map(n -> n == 3 ? new Thread() : n, range(6)));
        assertThat(e.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.index()).isEqualTo(3);
            assertThat(failure.exception()).hasMessageContaining("java.lang.Thread");
        });
        assertThat(e.results()).containsExactly(0, 1, 2, 4, 5);
    }

    @Test
    void anInputThatCannotTravelIsNamed() {
        assertThatThrownBy(() -> map(x -> 1, List.of("a", new Thread("mine"))))
                .isInstanceOf(CannotSendException.class)
                .hasMessageContaining("at index 1")
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void capturedValuesAreThoseOfTheCall() {
        List<Integer> results = new ArrayList<>();
        for (int k = 1; k <= 3; k++) {
            int factor = k;
            results.addAll(map(n -> n * factor, List.of(10)));
        }
        assertThat(results).containsExactly(10, 20, 30);
    }

    @Test
    void whatTasksPrintAndLogArrivesCompleteAndInOrder() {
        List<LogEvent> events = new ArrayList<>();
        List<Long> lost = new ArrayList<>();
        MapOptions options = MapOptions.DEFAULT.withChunkSize(1).withListener(new MapListener() {
            @Override
            public void log(LogEvent event) {
                events.add(event);
            }

            @Override
            public void linesLost(String worker, long lines) {
                lost.add(lines);
            }
        });
        Task<Integer, Integer> chatty = n -> {
            for (int i = 0; i < 2500; i++) {
                System.out.println("task " + n + " line " + i);
            }
            System.err.println("error of " + n);
            IntStream.range(0, 10).parallel().forEach(i -> System.out.println("parallel " + n));
            LoggerFactory.getLogger("user.log").info("logged by {}", n);
            Logger.getLogger("user.jul").info("java-logged by " + n);
            return n;
        };
        cluster.pool.map(chatty, range(8), options);
        assertThat(lost).isEmpty();
        for (int n = 0; n < 8; n++) {
            int task = n;
            List<String> lines = events.stream()
                    .filter(event -> event.chunk() == task)
                    .flatMap(event -> event.text().lines())
                    .toList();
            assertThat(lines).hasSize(2513);
            assertThat(lines.subList(0, 2500))
                    .isEqualTo(IntStream.range(0, 2500)
                            .mapToObj(i -> "task " + task + " line " + i)
                            .toList());
            assertThat(lines.get(2500)).isEqualTo("error of " + task);
            assertThat(lines.subList(2501, 2511)).containsOnly("parallel " + task);
            assertThat(lines.get(2511)).isEqualTo("INFO user.log: logged by " + task);
            assertThat(lines.get(2512)).isEqualTo("INFO user.jul: java-logged by " + task);
        }
    }

    @Test
    void anInterruptStopsTheMapAndTheSlotsAreFreeForTheNext() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        MapOptions options = MapOptions.DEFAULT.withChunkSize(1).withListener(new MapListener() {
            @Override
            public void log(LogEvent event) {
                begun.countDown();
            }
        });
        Task<Integer, Integer> endless = n -> {
            System.out.println("begun");
            pause(600_000);
            return n;
        };
        FutureTask<List<Integer>> map = new FutureTask<>(() -> cluster.pool.map(endless, range(100), options));
        Thread thread = new Thread(map);
        thread.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThatThrownBy(() -> map.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(MapCancelledException.class);
        assertThat(map(n -> n + 1, range(3))).containsExactly(1, 2, 3);
    }

    @Test
    void aBigCapturedValueIsFetchedOnceWhateverTheNumberOfChunks() {
        byte[] big = new byte[10_000_000];
        Arrays.fill(big, (byte) 7);
        long before = cluster.slots.stats().fetchedBytes();
        List<Integer> results = cluster.pool.map(
                (Task<Integer, Integer>) n -> big[n] + n, range(60), MapOptions.DEFAULT.withChunkSize(1));
        assertThat(results).isEqualTo(range(60).stream().map(n -> n + 7).toList());
        assertThat(cluster.slots.stats().fetchedBytes() - before).isBetween(10_000_000L, 10_100_000L);
    }

    @Test
    void progressCountsElementsAndEndsWithAll() {
        List<Progress> seen = new ArrayList<>();
        MapOptions options = MapOptions.DEFAULT.withListener(new MapListener() {
            @Override
            public void progress(Progress progress) {
                seen.add(progress);
            }
        });
        cluster.pool.map(
                (Task<Integer, Integer>) n -> {
                    pause(10);
                    return n;
                },
                range(100),
                options);
        assertThat(seen).hasSizeGreaterThan(2);
        assertThat(seen).extracting(Progress::done).isSorted();
        Progress last = seen.get(seen.size() - 1);
        assertThat(last.done()).isEqualTo(100);
        assertThat(last.total()).hasValue(100);
        assertThat(last.slots()).isEqualTo(2);
        assertThat(last.failures()).isZero();
    }

    @Test
    void theInputIsReadNoFurtherThanNeeded() {
        AtomicInteger read = new AtomicInteger();
        AtomicInteger mostAhead = new AtomicInteger();
        Iterable<Integer> input = () -> IntStream.range(0, 2000)
                .peek(n -> read.incrementAndGet())
                .boxed()
                .iterator();
        MapOptions options = MapOptions.DEFAULT.withChunkSize(1).withListener(new MapListener() {
            @Override
            public void progress(Progress progress) {
                mostAhead.accumulateAndGet(read.get() - (int) progress.done(), Math::max);
            }
        });
        Task<Integer, Integer> slow = n -> {
            pause(3);
            return n;
        };
        assertThat(cluster.pool.map(slow, input, options)).hasSize(2000);
        assertThat(mostAhead.get()).isBetween(1, 200);
    }

    @Test
    void aChunkSealedWithAnotherKeyIsRefusedWithoutBeingRead() throws Exception {
        Chunk forged = new Chunk("s", "s.1", 0, 0, 1, "ab".repeat(32), 0, new byte[] {1, 2, 3});
        List<HostPort> servers = List.of(cluster.gearmand.address());
        try (GearmanClient stranger = new GearmanClient(servers)) {
            var result = stranger.run(Job.of(Chunk.FUNCTION, ClusterKey.random().seal(forged.encode())));
            assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS)).hasMessageContaining("glimpse_map failed");
        }
        assertThat(map(n -> n, range(3))).containsExactly(0, 1, 2);
    }

    @Test
    void threadsThatATaskStartsPrintForIt() {
        List<String> lines = new ArrayList<>();
        MapOptions options = MapOptions.DEFAULT.withListener(new MapListener() {
            @Override
            public void log(LogEvent event) {
                event.text().lines().forEach(lines::add);
            }
        });
        Task<Integer, Integer> threaded = n -> {
            Thread thread = new Thread(() -> System.out.println("from a thread of " + n));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            System.out.print("no line end");
            return n;
        };
        cluster.pool.map(threaded, List.of(5), options);
        assertThat(lines).containsExactly("from a thread of 5", "no line end");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
