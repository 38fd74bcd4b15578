package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The imports of every session are one snippet, and behave as if each were its own. */
class StartImportsTest {
    private final JavaSession session = JavaSession.open(SessionOptions.java());

    @AfterEach
    void close() {
        session.close();
    }

    private Outcome run(String code) {
        return session.run(new Cell("cell", code));
    }

    private Object value(String code) {
        Outcome outcome = run(code);
        assertThat(outcome).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome).value();
    }

    @Test
    void eachIsListed() {
        assertThat(session.imports()).startsWith("import java.io.*", "import java.math.*");
        run("import java.awt.Point;");
        assertThat(session.imports()).endsWith("import java.awt.Point");
    }

    @Test
    void typesAreShownWithoutTheirPackages() {
        run("var xs = List.of(Map.entry(1, new java.awt.Point()));");
        assertThat(session.variables())
                .extracting(Variable::typeName)
                .containsExactly("List<Map.Entry<Integer,java.awt.Point>>");
        run("List<URI> f(Map<String,List<Integer>> x) { return null; }");
        assertThat(session.methods()).containsExactly("List<URI> f(Map<String,List<Integer>>)");
    }

    @Test
    void anImportOfTheSameNameTakesItsPlace() {
        assertThat(value("List.of(1).size()")).isEqualTo(1);
        run("import java.awt.List;");
        assertThat(value("List.class.getName()")).isEqualTo("java.awt.List");
        assertThat(value("Map.of().size() + BigInteger.ONE.intValue()")).isEqualTo(1);
        run("import java.util.List;");
        assertThat(value("List.class.getName()")).isEqualTo("java.util.List");
    }

    @Test
    void aRefusedImportReplacesNothing() {
        assertThat(run("import no.such.List;")).isInstanceOf(Outcome.NotCompiled.class);
        assertThat(value("List.class.getName()")).isEqualTo("java.util.List");
    }

    @Test
    void anImportOfTheFirstOfThemLeavesTheOthers() {
        run("import java.lang.Object;");
        assertThat(value("List.of(new Object()).size()")).isEqualTo(1);
    }

    @Test
    void resetLeavesThem() {
        run("import java.awt.Point;");
        session.reset();
        assertThat(value("Map.of().size()")).isEqualTo(0);
        assertThat(session.imports()).doesNotContain("import java.awt.Point");
    }
}
