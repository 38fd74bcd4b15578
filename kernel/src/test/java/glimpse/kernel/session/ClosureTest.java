package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.closure.Closure;
import glimpse.cluster.task.Chunk;
import glimpse.kernel.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code closures.txt}, and of {@code closures-21.txt} where the JDK knows that Java, captured here and run in another JVM. */
class ClosureTest {
    private static JavaSession session;
    private static FarSide far;

    @BeforeAll
    static void open(@TempDir Path jars) throws IOException {
        session = JavaSession.open(SessionOptions.java());
        far = new FarSide(jars);
    }

    @AfterAll
    static void close() throws IOException {
        far.close();
        session.close();
    }

    /** One case of the file. */
    record Case(String name, String declarations, String function, String argument, String question, String result) {
        static Case of(String text) {
            List<String> declared = new ArrayList<>();
            String[] parts = {"", "null", "", ""};
            String[] lines = text.split("\n");
            int part = -1;
            for (String line : List.of(lines).subList(1, lines.length)) {
                int marker = line.length() > 1 && line.charAt(1) == ' ' ? "><!=".indexOf(line.charAt(0)) : -1;
                if (marker >= 0) {
                    part = marker;
                    parts[part] = line.substring(2);
                } else if (part >= 0) {
                    parts[part] += "\n" + line;
                } else {
                    declared.add(line);
                }
            }
            return new Case(
                    lines[0],
                    String.join("\n", declared),
                    parts[0].stripTrailing(),
                    parts[1].stripTrailing(),
                    parts[2].stripTrailing(),
                    parts[3].stripTrailing());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>(cases("closures.txt"));
        if (Runtime.version().feature() >= 21) {
            cases.addAll(cases("closures-21.txt"));
        }
        return cases;
    }

    private static List<Case> cases(String file) throws IOException {
        try (InputStream in = ClosureTest.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String[] all = text.split("\n-- ");
            return List.of(all).subList(1, all.length).stream().map(Case::of).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsFarAway(Case each) throws Exception {
        if (!each.declarations.isBlank()) {
            assertThat(run(each.declarations)).isEqualTo(new Outcome.NoValue(List.of()));
        }
        Object result = far.apply(value(each.function), value(each.argument), session);
        if (!each.question.isEmpty()) {
            System.getProperties().put("back", result == null ? "null" : result);
            run("Object back = System.getProperties().get(\"back\");");
            result = value(each.question);
        }
        assertThat(String.valueOf(result)).isEqualTo(each.result);
    }

    @Test
    void tracesFromFarAwayNameCellAndLine() {
        session.run(new Cell("cell 7", "int thrower(int x) {\n    return x / 0;\n}"));
        Object function = ((Outcome.Value)
                        session.run(new Cell("cell 8", "\n(Function<Integer, Integer>) x ->\n    thrower(x)")))
                .value();
        assertThatThrownBy(() -> far.apply(function, 1, session))
                .hasMessageContaining("java.lang.ArithmeticException: / by zero")
                .hasMessageContaining("thrower(cell 7:2)")
                .hasMessageContaining("(cell 8:3)");
    }

    @Test
    void aLambdaThatReachesItselfThroughACollectionIsAClearError() {
        Object function = value("""
                Function<Integer, Integer> itself() {
                    Function<Integer, Integer>[] own = new Function[1];
                    own[0] = n -> n == 0 ? 0 : own[0].apply(n - 1);
                    return own[0];
                }
                var itself = List.of(itself());
                (Function<Integer, Integer>) n -> itself.get(0).apply(n)""");
        assertThatThrownBy(() -> far.apply(function, 1, session))
                .hasMessageContaining("a lambda that reaches itself through a collection cannot be sent;"
                        + " use a method or a variable for the recursion");
    }

    /** Image and chunk together, as they are sent, but for seals and Gearman's headers. */
    @Test
    void anIncrementTravelsIn1800Bytes() throws Exception {
        Object function = value("(Function<Integer, Integer>) x -> x + 1");
        Closure closure = Closure.of(function, session.sessionClasses());
        byte[] arguments = closure.write(new ArrayList<>(List.of(1)));
        Chunk chunk = new Chunk(
                "0123456789abcdef",
                "0123456789abcdef.1",
                0,
                0,
                1,
                closure.image().id().hex(),
                0,
                arguments);
        assertThat(closure.image().encode().length + chunk.encode().length).isLessThanOrEqualTo(1800);
    }

    private static Outcome run(String code) {
        Outcome outcome = session.run(new Cell("cell", code));
        if (outcome instanceof Outcome.Threw threw) {
            throw new AssertionError(threw.exception());
        }
        return outcome;
    }

    private static Object value(String code) {
        Outcome outcome = run(code);
        assertThat(outcome).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome).value();
    }
}
