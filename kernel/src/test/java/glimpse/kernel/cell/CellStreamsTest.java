package glimpse.kernel.cell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CellStreamsTest {
    private final RecordedOutput output = new RecordedOutput();
    private final CurrentCell cell = new CurrentCell(new Cell("cell 1", ""), output, Map.of());

    @BeforeAll
    static void install() {
        CellStreams.install();
    }

    @Test
    void whatACellPrintsGoesToItsOutput() throws Exception {
        run(cell, () -> {
            System.out.println("out é€😀");
            System.err.print("err");
        });
        System.out.println("outside");
        assertThat(output.out()).isEqualTo("out é€😀" + System.lineSeparator());
        assertThat(output.err()).isEqualTo("err");
    }

    @Test
    void charactersCutBetweenWritesArriveWhole() throws Exception {
        byte[] bytes = "é€😀".getBytes(UTF_8);
        run(cell, () -> {
            for (byte b : bytes) {
                System.out.write(b);
            }
            System.out.flush();
        });
        assertThat(output.out()).isEqualTo("é€😀");
    }

    @Test
    void lateOutputOfACellsThreadStaysWithItsCell() throws Exception {
        RecordedOutput nextOutput = new RecordedOutput();
        CountDownLatch cellOver = new CountDownLatch(1);
        Thread late = cell.call(() -> {
            Thread thread = new Thread(() -> {
                await(cellOver);
                System.out.print("late");
            });
            thread.start();
            return thread;
        });
        run(new CurrentCell(new Cell("cell 2", ""), nextOutput, Map.of()), () -> {
            cellOver.countDown();
            late.join(30_000);
        });
        assertThat(output.out()).isEqualTo("late");
        assertThat(nextOutput.out()).isEmpty();
    }

    @Test
    void theCommonPoolPrintsIntoTheCellEnteredLast() throws Exception {
        for (int i = 0; i < 2; i++) {
            RecordedOutput own = new RecordedOutput();
            run(new CurrentCell(new Cell("cell", ""), own, Map.of()), () -> {
                ForkJoinPool.commonPool().submit(() -> System.out.print("x")).get(30, TimeUnit.SECONDS);
            });
            assertThat(own.out()).isEqualTo("x");
        }
    }

    @Test
    void aCellReadsLinesFromItsFrontEnd() throws Exception {
        output.input(List.of("eins é", "zwei"));
        run(cell, () -> {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            assertThat(in.readLine()).isEqualTo("eins é");
            assertThat(in.readLine()).isEqualTo("zwei");
            assertThat(in.readLine()).isNull();
        });
    }

    private interface Body {
        void run() throws Exception;
    }

    private static void run(CurrentCell cell, Body body) throws Exception {
        cell.call(() -> {
            body.run();
            return null;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
