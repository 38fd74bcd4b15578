package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TemporariesTest {
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = JavaSession.open(SessionOptions.java());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Outcome run(String code) {
        return session.run(new Cell("cell", code));
    }

    private static Object value(String code) {
        return ((Outcome.Value) run(code)).value();
    }

    @Test
    @Timeout(120)
    void theLastValuesHaveNamesAndOlderOnesAreLetGoUnlessNamed() throws InterruptedException {
        assertThat(value("6 * 7")).isEqualTo(42);
        run("int twice() { return 2 * $1; }");
        assertThat(value("$1 + 1")).isEqualTo(43);
        WeakReference<Object> shown = new WeakReference<>(value("new byte[1000]"));
        for (int i = 0; i < 10; i++) {
            assertThat(value(i + " + 100")).isEqualTo(i + 100);
        }
        assertThat(value("twice()")).isEqualTo(84);
        assertThat(run("$4")).isInstanceOf(Outcome.NotCompiled.class);
        assertThat(value("$13")).isEqualTo(109);
        while (shown.get() != null) {
            System.gc();
        }
        assertThat(shown.get()).isNull();
    }
}
