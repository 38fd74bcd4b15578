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
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
            java.util.logging.Logger.getLogger("user.jul").info("java-logged by " + n);
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
            try {
                Thread.sleep(600_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
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
}
