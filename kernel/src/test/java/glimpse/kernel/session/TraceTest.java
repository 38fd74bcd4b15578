package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final JavaSession session = JavaSession.open(SessionOptions.java());

    @AfterAll
    static void close() {
        session.close();
    }

    private static Throwable thrown(String cell, String... lines) {
        Outcome outcome = session.run(new Cell(cell, String.join("\n", lines)));
        assertThat(outcome).isInstanceOf(Outcome.Threw.class);
        return ((Outcome.Threw) outcome).exception();
    }

    private static List<String> trace(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(each -> !each.getClassName().startsWith("java."))
                .map(each -> each.getClassName() + "|" + each.getMethodName() + "|" + each.getFileName() + ":"
                        + each.getLineNumber())
                .toList();
    }

    @Test
    void traceNamesCellsAndLinesAndEndsAtTheUsersCode() {
        session.run(new Cell("cell 1", "// first\nint inverse(int n) {\n    return 1 / n;\n}\n"));
        session.run(new Cell("cell 2", "class Deep {\n    int go(int n) {\n\n        return inverse(n);\n    }\n}"));
        Throwable thrown = thrown("cell 3", "int zero = 0;", "", "new Deep()", "    .go(zero)");
        assertThat(trace(thrown)).containsExactly("|inverse|cell 1:3", "Deep|go|cell 2:4", "|top level|cell 3:4");
        assertThat(thrown.getStackTrace()).hasSize(3);
    }

    @Test
    void traceOfALambdaAndOfCauses() {
        Throwable thrown = thrown(
                "cell 4",
                "try {",
                "    List.of(1).forEach(x -> { throw new IllegalStateException(\"inner\"); });",
                "} catch (RuntimeException e) {",
                "    throw new RuntimeException(\"outer\", e);",
                "}");
        assertThat(trace(thrown)).containsExactly("|top level|cell 4:4");
        assertThat(thrown.getCause()).hasMessage("inner");
        assertThat(trace(thrown.getCause())).containsExactly("|lambda in top level|cell 4:2", "|top level|cell 4:2");
    }

    @Test
    void linesStayRightAfterImportsWereAdded() {
        session.run(new Cell("cell 5", "int bad() {\n    return Integer.parseInt(\"x\");\n}"));
        session.run(new Cell("cell 6", "import java.awt.geom.*;\nimport java.text.*;"));
        assertThat(trace(thrown("cell 7", "", "bad()"))).containsExactly("|bad|cell 5:2", "|top level|cell 7:2");
    }
}
