package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that are stopped while the compiler still works on them. */
class CompilerStopTest {
    private static JavaSession session;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        LoadedAgent.in(folder);
        session = JavaSession.open(SessionOptions.java());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void compilationIsGivenUpAndTheSessionGoesOn() throws Exception {
        run("int kept = 41;");
        assertThat(stoppedWhileItCompiles(large("Given", 600))).isEqualTo(new Outcome.Interrupted());
        assertThat(session.types()).doesNotContain("class Given");
        assertThat(run("kept + 1")).isEqualTo(new Outcome.Value(42, "int"));
        assertThat(run(large("Given", 1) + "\nnew Given().f0(3)")).isEqualTo(new Outcome.Value(6, "int"));
    }

    @Test
    void declarationThatIsBeingReplacedIsNotLost() throws Exception {
        run(large("Old", 1));
        assertThat(stoppedWhileItCompiles(large("Old", 100))).isEqualTo(new Outcome.Interrupted());
        assertThat(run("new Old().f0(3)")).isEqualTo(new Outcome.Value(6, "int"));
    }

    private static Outcome run(String code) {
        return session.run(new Cell("cell", code));
    }

    private static String large(String name, int methods) {
        return IntStream.range(0, methods)
                .mapToObj(i -> "int f" + i + "(int x) { Map<String, Integer> m = new TreeMap<>();"
                        + " for (int i = 0; i < x; i++) m.merge(\"a\" + i, 1, Integer::sum);"
                        + " return m.values().stream().mapToInt(v -> v).sum() + x; }")
                .collect(Collectors.joining("\n", "class " + name + " {\n", "\n}"));
    }

    private static Outcome stoppedWhileItCompiles(String code) throws Exception {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread cell = new Thread(() -> outcome.complete(run(code)), "cell");
        cell.start();
        while (!attributes(cell)) {
            assertThat(outcome).as("the cell must still compile").isNotDone();
            LockSupport.parkNanos(1_000_000);
        }
        session.interrupt();
        return outcome.get(120, TimeUnit.SECONDS);
    }

    private static boolean attributes(Thread cell) {
        return Arrays.stream(cell.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("com.sun.tools.javac.comp.Attr"));
    }
}
