package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.Completions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session tells of names: of wrong ones what may be meant, of proposed ones what they are. */
class HintsTest {
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = JavaSession.open(SessionOptions.java());
        session.run(new Cell("cell", "int counter = 1; String named = \"\"; int twice(int x) { return 2 * x; }"));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static List<String> hints(String code) {
        Outcome.NotCompiled outcome = (Outcome.NotCompiled) session.run(new Cell("cell", code));
        return outcome.problems().get(0).hints();
    }

    private static Map<String, Completions.Item> items(String code) {
        return session.complete(code, code.length()).items().stream()
                .collect(Collectors.toMap(Completions.Item::text, Function.identity()));
    }

    @Test
    void aNearNameIsProposed() {
        assertThat(hints("conuter + 1")).contains("did you mean counter?");
        assertThat(hints("\"abc\".lenght()")).contains("did you mean length?");
        assertThat(hints("twise(3)")).contains("did you mean twice?");
        assertThat(hints("string s = null;")).contains("did you mean String?");
        assertThat(hints("completelyUnknown")).isEmpty();
    }

    @Test
    void anImportThatExistsIsProposed() {
        assertThat(hints("new AtomicInteger(3)")).contains("import java.util.concurrent.atomic.AtomicInteger;");
    }

    @Test
    void resetForgetsWhatCellsDeclaredAndKeepsTheImportsOfTheStart() {
        JavaSession fresh = JavaSession.open(SessionOptions.java());
        fresh.run(new Cell("cell", "import java.awt.Point; int gone = 1;"));
        fresh.reset();
        assertThat(fresh.variables()).isEmpty();
        assertThat(fresh.run(new Cell("cell", "new Point()"))).isInstanceOf(Outcome.NotCompiled.class);
        assertThat(fresh.run(new Cell("cell", "List.of(1)"))).isInstanceOf(Outcome.Value.class);
        fresh.close();
    }

    @Test
    void proposalsCarryTheirSignatures() {
        assertThat(items("\"abc\".sub").get("substring(").signature()).isEqualTo("String substring(int) (+1)");
        assertThat(items("named.isE").get("isEmpty()").signature()).isEqualTo("boolean isEmpty()");
        assertThat(items("int y = twi").get("twice(").signature()).isEqualTo("int twice(int)");
        assertThat(items("coun").get("counter")).isEqualTo(new Completions.Item("counter", "instance", "int counter"));
        assertThat(items("Math.flo").keySet()).contains("floor(");
        assertThat(items("Math.flo").get("floor(").signature()).isEqualTo("double floor(double)");
        assertThat(items("List.of(1).str").get("stream()").kind()).isEqualTo("function");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc.|abc",
                "int y = foo(1, \"a)\").bar[2].|foo(1, \"a)\").bar[2]",
                "x + new StringBuilder(3).|new StringBuilder(3)",
                "f(\"abc\".|\"abc\"",
                "renew Foo().|Foo()",
                "a.b .  c.|a.b .  c"
            })
    void theReceiverOfADotIsFound(String code, String receiver) {
        assertThat(Receiver.of(code)).contains(receiver);
    }
}
