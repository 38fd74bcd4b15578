package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that was kept uses the new declarations, here and far away, as in the stock jshell. */
class RedefinitionTest {
    private static JavaSession session;
    private static FarSide far;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        LoadedAgent.in(folder);
        session = JavaSession.open(SessionOptions.java());
        far = new FarSide(folder);
    }

    @AfterAll
    static void close() throws IOException {
        far.close();
        session.close();
    }

    private static Object value(String... lines) {
        Outcome outcome = session.run(new Cell("cell", String.join("\n", lines)));
        assertThat(outcome).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome).value();
    }

    @Test
    void keptLambdaReadsTheVariableThatIsThereNow() throws Exception {
        Object before = value("int k = 3;", "Function<Integer, Integer> f = x -> x * k;", "f");
        assertThat(far.apply(before, 2, session)).isEqualTo(6);
        assertThat(value("int k = 10;", "f.apply(1)")).isEqualTo(10);
        assertThat(value("k = 11;", "f.apply(1)")).isEqualTo(11);
        assertThat(far.apply(value("f"), 2, session)).isEqualTo(22);
    }

    @Test
    void keptLambdaCallsTheMethodThatIsThereNow() throws Exception {
        Object f = value("int step(int x) { return x + 1; }", "Function<Integer, Integer> g = x -> step(x);", "g");
        assertThat(far.apply(f, 1, session)).isEqualTo(2);
        assertThat(value("int step(int x) { return x - 1; }", "g.apply(1)")).isEqualTo(0);
        assertThat(far.apply(value("g"), 1, session)).isEqualTo(0);
    }

    @Test
    void methodThatWasCapturedBeforeItsCalleeExistedWorksAfterwards() {
        value("int late() { return und(); }", "Supplier<Integer> s = () -> late();", "1");
        assertThat(value("int und() { return 5; }", "s.get()")).isEqualTo(5);
    }

    @Test
    void newMethodBodyOfARecordKeepsItsObjects() {
        value("record R(int a) { int f() { return a; } }", "var r = new R(4);", "r.f()");
        assertThat(value("record R(int a) { int f() { return a * 10; } }", "r.f()"))
                .isEqualTo(40);
    }

    @Test
    void changedMembersMakeANewClassAndDependentsFollow() {
        assertThat(value("class C { int f() { return 1; } }", "int c() { return new C().f(); }", "c()"))
                .isEqualTo(1);
        assertThat(value("class C { int g = 2; int f() { return g; } }", "c()")).isEqualTo(2);
        assertThat(value(
                        "class C { int g = 2; int f() { return List.of(1, 2, 3).stream().mapToInt(x -> x).sum(); } }",
                        "c()"))
                .isEqualTo(6);
    }

    @Test
    void sessionSurvivesManyRedefinitions() {
        for (int i = 0; i < 5; i++) {
            assertThat(value("int same() { return " + i + "; }", "same()")).isEqualTo(i);
        }
        assertThat(session.variables()).extracting(Variable::name).doesNotHaveDuplicates();
        assertThat(List.of(value("same()"))).containsExactly(4);
    }
}
