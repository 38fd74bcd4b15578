package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptTest {
    private static final String LATCH = "((CountDownLatch) System.getProperties().get(\"running\"))";
    private static final JavaSession session = JavaSession.open(SessionOptions.java());

    @AfterAll
    static void close() {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "Thread.sleep(600_000);",
                "synchronized (kept) { kept.wait(); }",
                "new ArrayBlockingQueue<Integer>(1).take()",
                "for (;;) { try { Thread.sleep(1); } catch (Throwable t) {} }",
                "long s = 0; for (int i = 0; i < 2_000_000_000; i++) for (int j = 0; j < 2_000_000_000; j++) s += i ^ j; s",
                "int deep(int n) { return n == 0 ? 1 : deep(n - 1) + deep(n - 1); } deep(5000)",
                "Stream.iterate(1, x -> x + 1).forEach(x -> {});",
                "IntStream.range(0, 64).parallel().forEach(x -> { while (true) {} });",
                "CompletableFuture.runAsync(() -> { while (true) {} }).join();",
                "Thread other = new Thread(() -> { while (true) {} }); other.start(); other.join();",
            })
    void endlessCellIsStoppedAndTheNextRuns(String code) throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        System.getProperties().put("running", running);
        session.run(new Cell("cell 1", "List<Integer> kept = new ArrayList<>(List.of(7));"));
        CompletableFuture<Outcome> outcome =
                CompletableFuture.supplyAsync(() -> session.run(new Cell("cell 2", LATCH + ".countDown();\n" + code)));
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        session.interrupt();
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new Outcome.Interrupted());
        assertThat(session.run(new Cell("cell 3", "kept"))).isInstanceOf(Outcome.Value.class);
        assertThat(spinning()).isEmpty();
    }

    @Test
    void workOfALaterCellIsStoppedOnThreadsOfTheCommonPoolThatAnEarlierOneMade() throws Exception {
        String inCommonPool = "Thread other = new Thread(() -> IntStream.range(0, 64).parallel().forEach(%s));"
                + " other.start(); other.join();";
        assertThat(session.run(new Cell("cell 1", inCommonPool.formatted("x -> {}"))))
                .isEqualTo(new Outcome.NoValue(List.of()));
        endlessCellIsStoppedAndTheNextRuns(inCommonPool.formatted("x -> { while (true) {} }"));
    }

    /** The threads of cells that still run the user's code. */
    private static List<Thread> spinning() {
        for (int i = 0; i < 600; i++) {
            List<Thread> left = Thread.getAllStackTraces().entrySet().stream()
                    .filter(each -> Arrays.stream(each.getValue())
                            .anyMatch(frame -> frame.getClassName().startsWith("REPL.")))
                    .map(Map.Entry::getKey)
                    .toList();
            if (left.isEmpty()) {
                return left;
            }
            LockSupport.parkNanos(100_000_000);
        }
        return List.of(Thread.currentThread());
    }

    @Test
    void interruptBetweenSnippetsIsRemembered() {
        System.getProperties().put("interrupt", (Runnable) session::interrupt);
        Outcome outcome = session.run(new Cell("cell 1", """
                boolean later = false;
                ((Runnable) System.getProperties().get("interrupt")).run();
                later = true;
                """));
        assertThat(outcome).isEqualTo(new Outcome.Interrupted());
        assertThat(session.run(new Cell("cell 2", "later"))).isEqualTo(new Outcome.Value(false, "boolean"));
    }
}
