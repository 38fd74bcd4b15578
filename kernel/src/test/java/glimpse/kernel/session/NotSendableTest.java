package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.closure.Closure;
import glimpse.cluster.closure.NotSendableException;
import glimpse.kernel.cell.Cell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot travel is named by the way to it. */
class NotSendableTest {
    private static final JavaSession session = JavaSession.open(SessionOptions.java());

    @AfterAll
    static void close() {
        session.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '^', textBlock = """
        Function<?,?> a(Thread t) { return x -> t; }  a(new Thread())    @ java.lang.Thread to a worker: the lambda → captured variable 't'
        Function<?,?> b(long n, Object con) { return x -> con.toString() + n; }  b(1, new Socket())  @ java.net.Socket to a worker: the lambda → captured variable 'con'
        record Hold(Map<String, Object> m) {}  var hold = new Hold(Map.of("s", List.of(new Socket())));  (Function<?,?>) x -> hold @ java.net.Socket to a worker: variable 'hold' → field 'm' → [s] → [0]
        Object[] c = {new ByteArrayInputStream(new byte[0])};  (Function<?,?>) x -> c @ java.io.ByteArrayInputStream to a worker: variable 'c' → [0]
        class Own extends Thread {}  Own own = new Own();  (Function<?,?>) x -> own @ Own to a worker: variable 'own'
        class Deep { Object inner; }  Deep d = new Deep(); d.inner = Optional.of(new Scanner("")); Function<?,?> e(Deep in) { return x -> in; }  e(d) @ java.util.Scanner to a worker: the lambda → captured variable 'in' → field 'inner' → its value
        class Stat { static Object lock = Executors.newSingleThreadExecutor(r -> { Thread t = new Thread(r); t.setDaemon(true); return t; }); }  (Function<?,?>) x -> Stat.lock @ java.util.concurrent.Executors.FinalizableDelegatedExecutorService to a worker: static field 'lock'
        Function<?,?> f() { Supplier<Object> s = new Scanner("")::next; return x -> s.get(); }  f() @ java.util.Scanner to a worker: the lambda → captured variable 's' → the object of next
        Collector<Integer, ?, Long> counting = Collectors.counting();  (Function<?,?>) x -> counting @ java.util.stream.Collectors.CollectorImpl to a worker: variable 'counting'
        Predicate<String> made = Pattern.compile("a").asPredicate();  (Function<?,?>) x -> made @ a lambda made inside java.util.regex.Pattern to a worker: variable 'made'
        """)
    void isNamedByItsPath(String code, String message) {
        Outcome outcome = session.run(new Cell("cell", code));
        Object function = ((Outcome.Value) outcome).value();
        assertThatThrownBy(() -> Closure.of(function, session.sessionClasses()))
                .isInstanceOf(NotSendableException.class)
                .hasMessageMatching("\\Qcannot send "
                        + message.replace(".Finalizable", ".\\E(Finalizable|AutoShutdown)?\\Q") + "\\E");
    }

    /** Classes of the session are made serializable: these would arrive empty. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "extends Thread {}",
                "extends ThreadLocal<String> {}",
                "extends ClassLoader {}",
                "extends InputStream { public int read() { return 1; } }",
                "extends OutputStream { public void write(int b) {} }",
                "extends Reader { public int read(char[] c, int from, int n) { return -1; } public void close() {} }",
                "extends Writer { public void write(char[] c, int from, int n) {} public void flush() {} public void close() {} }",
                "extends Socket {}",
                "implements java.nio.channels.Channel { public boolean isOpen() { return true; } public void close() {} }",
                "implements Executor { public void execute(Runnable r) { r.run(); } }",
                "extends java.lang.ref.WeakReference<Object> { Bound() { super(null); } }"
            })
    void aClassOfTheSessionThatIsBoundToItsJvmIsRefused(String rest) throws Exception {
        Object function = ((Outcome.Value) session.run(new Cell("cell", "(Function<?,?>) x -> x"))).value();
        Outcome outcome = session.run(new Cell("cell", "class Bound " + rest + "\nnew Bound()"));
        Closure closure = Closure.of(function, session.sessionClasses());
        assertThatThrownBy(() -> closure.write(((Outcome.Value) outcome).value()))
                .isInstanceOf(NotSendableException.class)
                .hasMessage("cannot send Bound to a worker: the value");
    }

    @Test
    void aValueIsNamedByItsPathToo() throws Exception {
        Object function = ((Outcome.Value) session.run(new Cell("cell", "(Function<?,?>) x -> x"))).value();
        Object argument = ((Outcome.Value) session.run(new Cell("cell", "new Object[] {1, new Thread()}"))).value();
        Closure closure = Closure.of(function, session.sessionClasses());
        assertThatThrownBy(() -> closure.write(argument))
                .isInstanceOf(NotSendableException.class)
                .hasMessage("cannot send java.lang.Thread to a worker: the value → [1]");
    }
}
