package glimpse.kernel.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Completions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type who come from IPython. */
class IPythonHabitsTest extends OneInterpreter {
    @TempDir
    private Path folder;

    private String cell(int number, String code) {
        CellResult result = interpreter.run(new Cell("cell " + number, code), output);
        assertThat(result).isInstanceOf(CellResult.Completed.class);
        return ((CellResult.Completed) result).value().orElseThrow().text();
    }

    @Test
    void theValuesOfTheLastCellsHaveNames() {
        cell(11, "20 + 1");
        assertThat(cell(12, "_ * 2")).isEqualTo("42");
        assertThat(cell(13, "_11 + Out[12] + __")).isEqualTo("84");
        assertThat(cell(14, "\"a\" + ___")).isEqualTo("\"a21\"");
        assertThat(cell(15, "Stream.of(1, 2).map(n -> n + _.length()).toList()"))
                .isEqualTo("[4, 5]");
        assertThat(cell(16, "_.get(0)")).isEqualTo("4");
        assertThat(cell(17, "_ + 1")).isEqualTo("5");
        assertThat(cell(18, "_ + 1")).isEqualTo("6");
    }

    @Test
    void aValueThatIsForgottenIsSaidToBe() {
        assertThat(String.join("\n", failed("_99 + 1").traceback())).contains("the last four are kept");
        assertThat(String.join("\n", failed("Out[99]").traceback())).contains("the last four are kept");
    }

    @Test
    void aQuestionMarkAsksForTheSignature() {
        for (String question :
                new String[] {"Math.max?", "?Math.max", "Math.max??", "int ready = 1;\n?Math.max\n", "%doc Math.max"}) {
            assertThat(text(question)).contains("int Math.max(int a, int b)");
        }
        run("%timeit?");
        assertThat(output.out()).contains("%timeit CODE");
        assertThat(failed("?nothingOfTheKind").message()).contains("nothing is known of nothingOfTheKind");
        assertThat(text("boolean yes = true;\nyes\n? 1\n: 2")).isEqualTo("1");
    }

    @Test
    void historyAndFolderAreToldAndCdSaysWhyNot() {
        run("int remembered = 5;\nremembered++;");
        run("%hist remembered");
        assertThat(output.out()).contains("3: int remembered = 5;\n   remembered++;\n");
        assertThat(text("%pwd")).isEqualTo("\"" + Path.of("").toAbsolutePath() + "\"");
        assertThat(failed("%cd /tmp").message()).contains("a JVM cannot leave the folder");
    }

    @Test
    void argumentsOfMagicsAreCompleted() throws Exception {
        Files.createDirectories(folder.resolve("data/deep"));
        Files.writeString(folder.resolve("data/dear.jsh"), "");
        String begun = "%load " + folder + "/data/de";
        Completions found = interpreter.complete(begun, begun.length());
        assertThat(found.items())
                .extracting(Completions.Item::text)
                .containsExactly(folder + "/data/dear.jsh", folder + "/data/deep/");
        assertThat(begun.substring(0, found.start())).isEqualTo("%load ");
        assertThat(interpreter
                        .complete("!ls " + folder + "/da", 7 + folder.toString().length())
                        .items())
                .extracting(Completions.Item::text)
                .containsExactly(folder + "/data/");
        assertThat(interpreter.complete("%cluster ti", 11).items())
                .extracting(Completions.Item::text)
                .contains("timeline");
        assertThat(interpreter.complete("%timeit Math.sqr", 16).items())
                .extracting(Completions.Item::text)
                .contains("sqrt(");
    }

    @Test
    void timingNothingIsRefused() {
        assertThat(failed("%timeit").message()).contains("name the code");
        assertThat(failed("%time").message()).contains("name the code");
    }
}
