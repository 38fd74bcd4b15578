package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSessionTest {
    private static final JavaSession session = JavaSession.open(SessionOptions.java());

    @AfterAll
    static void close() {
        session.close();
    }

    private static Outcome run(String... lines) {
        return session.run(new Cell("cell 1", String.join("\n", lines)));
    }

    private static Object value(String... lines) {
        Outcome outcome = run(lines);
        assertThat(outcome).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome).value();
    }

    @Test
    void lastExpressionIsTheValueOfTheCell() {
        assertThat(run("int a1 = 40;", "", "// a comment", "a1 + 2")).isEqualTo(new Outcome.Value(42, "int"));
        assertThat(run("List.of(\"x\")")).isEqualTo(new Outcome.Value(List.of("x"), "List<String>"));
        assertThat(run("(String) null")).isEqualTo(new Outcome.Value(null, "String"));
    }

    @Test
    void declarationsStatementsAndAssignmentsHaveNoValue() {
        for (String code : List.of(
                "int b1 = 1;",
                "b1 = 2",
                "void b2() {}",
                "b2();",
                "import java.awt.Point;",
                "",
                "// c",
                "class B3 {}")) {
            assertThat(run(code)).as(code).isEqualTo(new Outcome.NoValue(List.of()));
        }
    }

    @Test
    void forwardReferencesResolveWithinTheCellAndLater() {
        assertThat(value("int c1() { return c2() + 1; }", "int c2() { return 1; }", "c1()"))
                .isEqualTo(2);
        assertThat(run("int c3() { return c4(); }"))
                .isEqualTo(new Outcome.NoValue(List.of("c3 cannot be used until method c4() is declared")));
        assertThat(value("int c4() { return 7; }", "c3()")).isEqualTo(7);
    }

    @Test
    void firstErrorStopsTheCellAndKeepsWhatRan() {
        Outcome outcome = run("int d1 = 5;", "int d2 = d1 / 0;", "d1 = 6;");
        assertThat(((Outcome.Threw) outcome).exception()).isInstanceOf(ArithmeticException.class);
        assertThat(value("d1")).isEqualTo(5);
    }

    @Test
    void compileErrorNamesLineAndMarksThePlace() {
        Outcome outcome = run("int e1 = 1;", "", "  int e2 = \"no\";");
        Problem problem = ((Outcome.NotCompiled) outcome).problems().get(0);
        assertThat(problem.render()).isEqualTo("""
                cell 1:3: incompatible types: java.lang.String cannot be converted to int
                    int e2 = "no";
                             ^~~~""");
    }

    @Test
    void sleepingCellIsInterruptedAndTheNextRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        System.getProperties().put("running", running);
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> run(
                "int f1 = 3;",
                "((CountDownLatch) System.getProperties().get(\"running\")).countDown();",
                "Thread.sleep(600_000);"));
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        session.interrupt();
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new Outcome.Interrupted());
        assertThat(value("f1")).isEqualTo(3);
    }

    @Test
    void recordsMayHaveConstructorsWithoutModifier() {
        assertThat(value(
                        "record I1(int a) {",
                        "    I1 { if (a < 0) throw new IllegalArgumentException(); }",
                        "}",
                        "new I1(3).a()"))
                .isEqualTo(3);
        assertThat(value("record I2(int a) { static int n; I2(int a) { this.a = a + 1; } }", "new I2(3).a()"))
                .isEqualTo(4);
    }

    @Test
    void unfinishedCellIsAProblemWithItsPlace() {
        Outcome outcome = run("int j1 = 1;", "for (int i = 0; i < 3; i++) {");
        assertThat(((Outcome.NotCompiled) outcome).problems()).isNotEmpty();
        assertThat(((Outcome.NotCompiled) outcome).problems().get(0).line()).isEqualTo(2);
    }

    @Test
    void variablesAreListedWithTheirValues() {
        run("String g1 = \"v\";");
        assertThat(session.variables()).contains(new Variable("g1", "String", "v"));
    }

    @Test
    void completionReplacesThePartOfTheName() {
        Completions found = session.complete("int h = 1;\n\"abc\".lengt", 21);
        assertThat(found.items()).extracting(Completions.Item::text).contains("length()");
        assertThat(found.start()).isEqualTo(17);
    }

    @Test
    void completionKnowsTheVariablesOfTheCellThatHaveNotRun() {
        String code = """
                import java.util.List;
                var zz = List.of("a");
                for (var z : zz) {
                    z.toUpp""";
        assertThat(session.complete(code, code.length()).items())
                .extracting(Completions.Item::text)
                .contains("toUpperCase(");
    }

    @Test
    void completenessTellsCompleteIncompleteAndInvalid() {
        assertThat(session.completeness("1 + 1")).isEqualTo(new Completeness.Complete());
        assertThat(session.completeness("for (int i = 0; i < 3; i++) {"))
                .isEqualTo(new Completeness.Incomplete("    "));
        assertThat(session.completeness("@Deprecated")).isEqualTo(new Completeness.Incomplete(""));
        assertThat(session.completeness("@SuppressWarnings(\"all\")\n@Deprecated\n"))
                .isEqualTo(new Completeness.Incomplete(""));
        assertThat(session.completeness("int = 7q;")).isEqualTo(new Completeness.Invalid());
        assertThat(session.completeness("foo bar baz }")).isEqualTo(new Completeness.Invalid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (true)\n  undeclared();",
                "undeclared",
                "undeclared + 1",
                "undeclared()\n    .more()",
                "var x = undeclared();",
                "for (Missing m : missing) {\n  m.call();\n}",
                "while (undeclared)\n  undeclared();\nundeclared();",
                "return undeclared;",
                "undeclared -> missing",
                "int i = \"text\";",
                "1 + true // no sum"
            })
    void completenessIsDecidedBySyntaxAloneNotByWhatIsDeclared(String code) {
        assertThat(session.completeness(code)).isEqualTo(new Completeness.Complete());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 +* 2",
                "undeclared + 1 2",
                "if (undeclared) else undeclared();",
                "int x = ;",
                "undeclared()) ;"
            })
    void completenessOfWhatIsNoJavaIsInvalid(String code) {
        assertThat(session.completeness(code)).isEqualTo(new Completeness.Invalid());
    }

    @Test
    void inspectionFindsAMethodWithoutItsParenthesis() {
        assertThat(session.inspect("System.currentTimeMillis", 24, false)
                        .orElseThrow()
                        .signature())
                .isEqualTo("long System.currentTimeMillis()");
    }
}
