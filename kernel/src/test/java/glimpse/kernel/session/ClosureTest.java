package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.closure.Closure;
import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.Values;
import glimpse.kernel.cell.Cell;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ClosureTest {
    private static final JavaSession session = JavaSession.open(SessionOptions.java());

    @AfterAll
    static void close() {
        session.close();
    }

    @SuppressWarnings("unchecked")
    private static Object sent(Object argument, String... lines) throws Exception {
        Outcome outcome = session.run(new Cell("cell 1", String.join("\n", lines)));
        assertThat(outcome).isInstanceOf(Outcome.Value.class);
        Closure closure = Closure.of(((Outcome.Value) outcome).value(), session.sessionClasses());
        byte[] written = closure.write(argument);
        Image image = Image.decode(closure.image().encode());
        assertThat(image.id()).isEqualTo(closure.image().id());
        LoadedImage loaded = LoadedImage.load(
                image,
                jar -> {
                    throw new java.io.IOException("no jar");
                },
                ClosureTest.class.getClassLoader());
        assertThat(loaded.function().getClass().getClassLoader())
                .isNotSameAs(session.sessionClasses().loader());
        Object result =
                ((Function<Object, Object>) loaded.function()).apply(Values.read(written, loaded.classLoader()));
        return Values.readResult(Values.write(result), session.sessionClasses().loader());
    }

    @Test
    void lambdaTravels() throws Exception {
        assertThat(sent(41, "(Function<Integer, Integer>) x -> x + 1")).isEqualTo(42);
    }

    @Test
    void variablesAndMethodsTravel() throws Exception {
        assertThat(sent(
                        List.of(1, 2, 3),
                        "int k = 10;",
                        "int helper(int n) { return n * k; }",
                        "record P(int a) {}",
                        "Function<List<Integer>, Object> f = xs -> xs.stream().map(x -> new P(helper(x))).map(P::a).toList();",
                        "f"))
                .isEqualTo(List.of(10, 20, 30));
    }
}
