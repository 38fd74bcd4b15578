package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cells that are run again as they were, which is done without the compiler, mean what they say now. */
class RerunsTest {
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = JavaSession.open(SessionOptions.java());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Outcome run(String name, String code) {
        return session.run(new Cell(name, code));
    }

    private static Object value(String code) {
        return ((Outcome.Value) run("cell", code)).value();
    }

    @Test
    void theSameExpressionIsEvaluatedAnew() {
        run("cell", "int a = 1;");
        assertThat(value("a++ * 10")).isEqualTo(10);
        assertThat(value("a++ * 10")).isEqualTo(20);
        run("cell", "a = 7;");
        assertThat(value("a++ * 10")).isEqualTo(70);
        assertThat(value("new Object()")).isNotSameAs(value("new Object()"));
    }

    @Test
    void aDeclarationChangesWhatItMeans() {
        run("cell", "int f(int x) { return x; }");
        assertThat(value("f(3)")).isEqualTo(3);
        assertThat(value("f(3)")).isEqualTo(3);
        run("cell", "String f(int x) { return \"<\" + x; }");
        assertThat(value("f(3)")).isEqualTo("<3");
        run("cell", "int b = 1;");
        assertThat(value("b + 1")).isEqualTo(2);
        run("cell", "String b = \"s\";");
        assertThat(value("b + 1")).isEqualTo("s1");
        session.drop("b");
        assertThat(run("cell", "b + 1")).isInstanceOf(Outcome.NotCompiled.class);
    }

    @Test
    void anExceptionOfALaterRunNamesTheLaterCell() {
        run("cell 1", "int divisor = 1;");
        String code = "\nif (true) {\n    System.out.print(1 / divisor);\n}";
        assertThat(run("cell 2", code)).isInstanceOf(Outcome.NoValue.class);
        run("cell 3", "divisor = 0;");
        StackTraceElement top =
                ((Outcome.Threw) run("cell 9", code)).exception().getStackTrace()[0];
        assertThat(top.getFileName()).isEqualTo("cell 9");
        assertThat(top.getLineNumber()).isEqualTo(3);
    }

    @Test
    void aLaterRunIsStoppedToo() throws Exception {
        run("cell", "var gate = new java.util.concurrent.Semaphore(0); boolean spin = false;");
        String code = "gate.release(); while (spin) {}";
        run("cell", code);
        gate().acquire();
        run("cell", "spin = true;");
        CompletableFuture<Outcome> endless = CompletableFuture.supplyAsync(() -> run("cell", code));
        assertThat(gate().tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        session.interrupt();
        assertThat(endless.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Interrupted());
    }

    private static Semaphore gate() {
        return (Semaphore) session.variables().stream()
                .filter(each -> each.name().equals("gate"))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
