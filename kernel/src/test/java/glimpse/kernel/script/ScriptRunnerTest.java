package glimpse.kernel.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import glimpse.kernel.interpreter.OneInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunnerTest extends OneInterpreter {
    private final RecordedScreen screen = new RecordedScreen();

    @TempDir
    private Path folder;

    private int run(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return new ScriptRunner(interpreter, screen).runFile(file, List.of("first", "second"), Optional.empty());
    }

    @Test
    void codeOfTheCommandLinePrintsItsValue() throws IOException {
        assertThat(new ScriptRunner(interpreter, screen).runCode("Stream.of(1, 2, 3).map(n -> n * n).toList()"))
                .isZero();
        assertThat(screen.out()).isEqualTo("[1, 4, 9]\n");
    }

    @Test
    void aScriptPrintsOnlyWhatItPrints() throws IOException {
        assertThat(
                        run(
                                "a.jsh",
                                "#!/usr/bin/env glimpse\nint a = 20\n/set feedback concise\na + 1\nSystem.out.println(a * 2)\n/exit\nnonsense"))
                .as(screen.err())
                .isZero();
        assertThat(screen.out()).isEqualTo("40\n");
    }

    @Test
    void aScriptHasItsArguments() throws IOException {
        assertThat(run("args.jsh", "System.out.println(args.length + String.join(\"|\", args))\n"))
                .isZero();
        assertThat(screen.out()).isEqualTo("2first|second\n");
    }

    @Test
    void theFirstUncaughtErrorEndsAScriptWithStatus1() throws IOException {
        assertThat(run("b.jsh", "System.out.println(1);\nint zero = 0;\nint x = 1 / zero;\nSystem.out.println(2);\n"))
                .isEqualTo(1);
        assertThat(screen.out()).isEqualTo("1\n");
        assertThat(screen.err()).startsWith("java.lang.ArithmeticException: / by zero\n");
    }

    @Test
    void aCompileErrorOfAScriptNamesFileAndLine() throws IOException {
        assertThat(run("c.jsh", "int y = 1;\nint z = nope;\n")).isEqualTo(1);
        assertThat(screen.err()).startsWith("c.jsh:2: cannot find symbol\n  int z = nope;\n          ^~~~\n");
    }

    @Test
    void aJavaFileRunsItsMainWithArguments() throws IOException {
        String code = """
                package some.where;
                import java.util.*;
                public class Hi {
                  record P(String a) {}
                  public static void main(String[] args) {
                    System.out.println(new P(args[1]));
                  }
                }
                """;
        assertThat(run("Hi.java", code)).isZero();
        assertThat(screen.out()).isEqualTo("P[a=second]\n");
    }

    @Test
    void aNotebookRunsItsCellsAndItsCopyHasTheOutputs() throws IOException {
        Path file = folder.resolve("n.ipynb");
        Files.writeString(file, """
                {"cells": [
                  {"cell_type": "markdown", "metadata": {}, "source": "# Title"},
                  {"cell_type": "code", "metadata": {}, "execution_count": 9, "outputs": [{"output_type": "stream", "name": "stdout", "text": "old"}],
                   "source": ["int n = 6;\\n", "System.out.println(\\"hi\\");\\n", "System.out.println(\\"there\\");\\n", "n * 7"]},
                  {"cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], "source": ""},
                  {"cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], "source": "throw new Exception(\\"no\\");"},
                  {"cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], "source": "n"}
                 ], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
                """);
        Path copy = folder.resolve("out.ipynb");
        assertThat(new ScriptRunner(interpreter, screen).runFile(file, List.of(), Optional.of(copy)))
                .isEqualTo(1);
        JsonNode written = new ObjectMapper().readTree(Files.readString(copy));
        JsonNode first = written.at("/cells/1");
        assertThat(first.path("execution_count").asInt()).isEqualTo(1);
        assertThat(first.path("outputs")).hasSize(2);
        assertThat(first.at("/outputs/0/text").asText()).isEqualTo("hi\nthere\n");
        assertThat(first.at("/outputs/1/output_type").asText()).isEqualTo("execute_result");
        assertThat(first.at("/outputs/1/data/text~1plain").asText()).isEqualTo("42");
        assertThat(written.at("/cells/3/outputs/0/ename").asText()).isEqualTo("java.lang.Exception");
        assertThat(written.at("/cells/4/outputs")).isEmpty();
        assertThat(written.path("nbformat_minor").asInt()).isEqualTo(5);
        written.path("cells")
                .forEach(cell -> assertThat(cell.path("id").asText()).isNotEmpty());
        assertThat(screen.out()).isEqualTo("hi\nthere\n42\n");
    }

    @Test
    void standardInputRunsStatementByStatementAndShowsValues() throws IOException {
        screen.input("int a = 20\nint twice(int n) {\n  return 2 * n;\n}\ntwice(a) + 2\nint b = 1 / 0;\ntwice(1)\n");
        assertThat(new ScriptRunner(interpreter, screen).runStatements()).isEqualTo(1);
        assertThat(screen.out()).isEqualTo("42\n");
        assertThat(screen.err()).startsWith("java.lang.ArithmeticException").contains("stdin:6");
    }

    @Test
    void commandsOfJshellWorkInScriptsAndPipes() throws IOException {
        Path other = Files.writeString(folder.resolve("other.jsh"), "int opened = 20;\n");
        assertThat(run(
                        "d.jsh",
                        "/env -class-path " + folder + "\n/open " + other
                                + "\n/set feedback concise\nSystem.out.println(opened + 1);\n/drop opened\n/exit\n"))
                .as(screen.err())
                .isZero();
        screen.input("int piped = 5\n/vars\n/exit\nnonsense\n");
        assertThat(new ScriptRunner(interpreter, screen).runStatements())
                .as(screen.err())
                .isZero();
        assertThat(screen.out()).startsWith("21\n").contains("piped").doesNotContain("opened");
    }

    @Test
    void aFileThatIsNoNotebookIsNamed() {
        assertThatThrownBy(() -> run("bad.ipynb", "[1]"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.ipynb: not a notebook");
    }
}
