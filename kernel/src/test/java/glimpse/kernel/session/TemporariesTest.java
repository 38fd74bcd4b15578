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
    void theLastValuesHaveNamesAndOlderOnesAreForgottenUnlessNamed() {
        assertThat(value("6 * 7")).isEqualTo(42);
        assertThat(value("$1 + 1")).isEqualTo(43);
        for (int i = 0; i < 10; i++) {
            assertThat(value(i + " + 100")).isEqualTo(i + 100);
        }
        assertThat(value("$1")).isEqualTo(42);
        assertThat(run("$4")).isInstanceOf(Outcome.NotCompiled.class);
        assertThat(value("$12")).isEqualTo(109);
    }

    @Test
    @Timeout(60)
    void aForgottenValueIsLetGo() throws InterruptedException {
        WeakReference<Object> shown = new WeakReference<>(value("new byte[1000]"));
        for (int i = 0; i < 10; i++) {
            run(i + " + 1");
        }
        while (shown.get() != null) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(shown.get()).isNull();
    }
}
