package glimpse.kernel.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import glimpse.kernel.cell.Interpreter.Detail;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JavaInterpreterTest extends OneInterpreter {
    private static List<String> plain(CellResult.Failed failed) {
        return failed.traceback().stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
    }

    @Test
    void theValueOfTheLastExpressionIsRendered() {
        assertThat(text("int a = 6;\nint b = 7;\na * b")).isEqualTo("42");
        assertThat(text("List.of(1, 4, 9)")).isEqualTo("[1, 4, 9]");
        assertThat(text("\"x\"")).isEqualTo("\"x\"");
        assertThat(run("int c = 1;")).isEqualTo(new CellResult.Completed(Optional.empty()));
    }

    @Test
    void aLineMayEndWithoutItsSemicolonAndAnExpressionGoOnInTheNext() {
        assertThat(text("int m = 20\nm + 1\nint k = m * 2\nk + 2")).isEqualTo("42");
        assertThat(text("Stream.of(1, 2)\n    .map(n -> n + 1)\n    .toList()")).isEqualTo("[2, 3]");
    }

    @Test
    void whatTheCellPrintsGoesToItsOutputAlsoFromItsThreads() {
        run("System.out.println(\"hi\");\nvar t = new Thread(() -> System.err.print(\"there\")); t.start(); t.join();");
        assertThat(output.out()).isEqualTo("hi\n");
        assertThat(output.err()).isEqualTo("there");
    }

    @Test
    void parallelStreamsPrintIntoTheirCell() {
        run("IntStream.range(0, 100).parallel().forEach(i -> System.out.println(i));");
        assertThat(output.out().lines()).hasSize(100);
    }

    @Test
    void aCellReadsFromItsFrontEnd() {
        output.input(List.of("Ada"));
        assertThat(text("new Scanner(System.in).nextLine()")).isEqualTo("\"Ada\"");
    }

    @Test
    void aCompileErrorIsMarkedInItsLine() {
        CellResult.Failed failed = failed("int ok = 1;\nint bad = undefinedName + 1;");
        assertThat(failed.name()).isEqualTo("CompilationError");
        assertThat(plain(failed)).containsSequence("  int bad = undefinedName + 1;", "            ^~~~~~~~~~~~~");
        assertThat(plain(failed).get(0)).isEqualTo("cell 3:2: cannot find symbol");
        assertThat(plain(failed)).noneMatch(line -> line.contains("location"));
    }

    @Test
    void anErrorBehindAMagicKeepsItsLine() {
        assertThat(plain(failed("%time 1 + 1\n\nnowhere()")).get(0)).startsWith("cell 3:3: cannot find symbol");
        assertThat(plain(failed("\n\n%time nowhere()")).get(0)).startsWith("cell 3:3: cannot find symbol");
        assertThat(plain(failed("%%time\n1;\nnowhere()")).get(0)).startsWith("cell 3:3: cannot find symbol");
    }

    @Test
    void anExceptionComesFirstThenTheUsersCodeThenItsCauses() {
        CellResult.Failed failed =
                failed("int divide(int a) {\n  try {\n    return 1 / a;\n  } catch (ArithmeticException e) {\n"
                        + "    throw new IllegalStateException(\"outer\", e);\n  }\n}\ndivide(0)");
        assertThat(failed.name()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failed.message()).isEqualTo("outer");
        assertThat(plain(failed).get(0)).isEqualTo("java.lang.IllegalStateException: outer");
        assertThat(plain(failed)).contains("Caused by: java.lang.ArithmeticException: / by zero");
        assertThat(String.join("\n", plain(failed)))
                .contains("divide (cell 3:5)", "divide (cell 3:3)", "(cell 3:8)")
                .doesNotContain("jdk.jshell", "glimpse.");
    }

    @Test
    void aCallOfWhatIsNotYetCompleteSaysWhatIsMissingAndNoMore() {
        run("int early(int x) { return missing(x); }");
        assertThat(plain(failed("early(1)")))
                .containsExactly("java.lang.IllegalStateException:"
                        + " early cannot be used until method missing(int) is declared");
    }

    @Test
    void cellsCanNameAndKeepWhatTheClusterCallsGive() {
        assertThat(run("Object sharing(int[] xs) { var big = share(xs); Shared<int[]> same = big; return same; }"))
                .isEqualTo(new CellResult.Completed(Optional.empty()));
        assertThat(run("Object submitting() { var sent = submit(n -> n, range(3)); return sent.id(); }"))
                .isEqualTo(new CellResult.Completed(Optional.empty()));
        assertThat(run("Object serving() { var served = serve(\"f\", bytes -> bytes); return served; }"))
                .isEqualTo(new CellResult.Completed(Optional.empty()));
        assertThat(run("Object later() { var future = mapAsync(n -> n, range(3)); return future.progress(); }"))
                .isEqualTo(new CellResult.Completed(Optional.empty()));
    }

    @Test
    void linesAreRightBehindBlankLinesAndComments() {
        assertThat(String.join("\n", plain(failed("int p = 1;\n\n\nint q = 1 / 0;"))))
                .contains("(cell 3:4)");
        assertThat(String.join("\n", plain(failed("int p = 1;\n// why\nint r = 2 / 0;"))))
                .contains("(cell 3:3)");
        assertThat(String.join("\n", plain(failed("\n\n%time 3 / 0")))).contains("(cell 3:3)");
    }

    @Test
    void anUnknownMagicSaysWhatIsNear() {
        CellResult.Failed failed = failed("%tiem 1 + 1");
        assertThat(failed.name()).isEqualTo("MagicError");
        assertThat(plain(failed))
                .containsExactly("cell 3:1: %tiem: there is no magic %tiem (did you mean %time?); %lsmagic lists them");
    }

    @Test
    void anErrorShowsTheLineThatThrew() {
        Cell cell = new Cell("cell 33", "int tenth(int n) {\n    return 10 / n; // here\n}\ntenth(0)");
        CellResult.Failed failed = (CellResult.Failed) interpreter.run(cell, output);
        assertThat(String.join("\n", failed.traceback()).replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo("java.lang.ArithmeticException: / by zero\n"
                        + "    at tenth (cell 33:2)   return 10 / n; // here\n    at top level (cell 33:4)");
    }

    @Test
    void timeSaysHowLongAndGivesTheValue() {
        assertThat(text("%time 6 * 7")).isEqualTo("42");
        assertThat(output.out()).containsPattern("time: [0-9.]+ (ns|µs|ms|s), and [0-9.]+ (ms|s) to compile\n");
    }

    @Test
    void interruptStopsALoopAndTheStateIsKept() throws Exception {
        run("int kept = 5;");
        CompletableFuture<CellResult> loop =
                CompletableFuture.supplyAsync(() -> run("System.out.println(\"on\"); while (true) {}"));
        synchronized (output) {
            while (!output.out().contains("on")) {
                output.wait(30_000);
            }
        }
        interpreter.interrupt();
        assertThat(loop.get(30, TimeUnit.SECONDS)).isEqualTo(new CellResult.Interrupted());
        assertThat(text("kept")).isEqualTo("5");
    }

    @Test
    void interruptWithoutACellDoesNothing() {
        interpreter.interrupt();
        assertThat(text("1 + 1")).isEqualTo("2");
    }

    @Test
    void completenessKnowsJavaAndMagics() {
        assertThat(interpreter.completeness("int a = 1;")).isInstanceOf(Completeness.Complete.class);
        assertThat(interpreter.completeness("int f() {")).isInstanceOf(Completeness.Incomplete.class);
        assertThat(interpreter.completeness("%time f()")).isInstanceOf(Completeness.Complete.class);
        assertThat(interpreter.completeness("%%time\nint a = 1;")).isInstanceOf(Completeness.Incomplete.class);
        assertThat(interpreter.completeness("%%time\nint a = 1;\n")).isInstanceOf(Completeness.Complete.class);
    }

    @Test
    void completionKnowsJavaAndMagics() {
        run("String greeting = \"hi\";");
        assertThat(interpreter.complete("greeting.toUpp", 14).items())
                .extracting(Completions.Item::text)
                .anyMatch(text -> text.startsWith("toUpperCase"));
        Completions magics = interpreter.complete("int a;\n%ti", 10);
        assertThat(magics.start()).isEqualTo(7);
        assertThat(magics.items()).extracting(Completions.Item::text).contains("%time");
        assertThat(interpreter.complete("%time greeting.toUpp", 20).items())
                .extracting(Completions.Item::text)
                .anyMatch(text -> text.startsWith("toUpperCase"));
    }

    @Test
    void inspectionShowsTheSignatureAlsoInsideOfTheName() {
        assertThat(interpreter
                        .inspect("\"\".length()", 5, Detail.FULL)
                        .orElseThrow()
                        .text())
                .contains("length()");
    }

    @Test
    void aNegatedVariableIsNoCommand() {
        run("boolean done = false;");
        assertThat(text("!done")).isEqualTo("true");
        assertThat(text("!true")).isEqualTo("false");
    }

    @Test
    void framesOfRecursionAreShownOnceAndCounted() {
        run("int down(int n) { return n == 0 ? 1 / n : down(n - 1); }");
        assertThat(plain(failed("down(500)")))
                .anySatisfy(line -> assertThat(line).endsWith("… the line above 500 more times"))
                .hasSizeLessThan(10);
        run("int ping(int n) { return pong(n); }\nint pong(int n) { return ping(n + 1); }");
        assertThat(plain(failed("ping(0)")))
                .anySatisfy(line -> assertThat(line).matches(" +… the 2 lines above \\d+ more times"))
                .hasSizeLessThan(10);
    }

    @Test
    void whatPrintfReturnsIsNotShown() {
        assertThat(run("System.out.printf(\"%d%n\", 3)")).isEqualTo(new CellResult.Completed(Optional.empty()));
        assertThat(output.out()).isEqualTo("3\n");
    }

    @Test
    void namesOfTheClassesAroundSnippetsAreNotShown() {
        assertThat(plain(failed("String gone = null;\ngone.length()")).get(0)).endsWith("because \"gone\" is null");
    }

    @Test
    void aDeclarationThatWaitsForAnotherNamesTheImportOrTheNearName() {
        run("Strin waits;");
        assertThat(output.err()).contains("until class Strin is declared\n  did you mean String?");
        run("void shown(JButton b) {}");
        assertThat(output.err()).contains("class JButton is declared").contains("\n  import javax.swing.JButton;");
    }

    @Test
    void anUnknownMemberIsMarkedAtItsName() {
        assertThat(plain(failed("\"abc\".lenght()"))).containsSequence("  \"abc\".lenght()", "        ^~~~~~");
    }
}
