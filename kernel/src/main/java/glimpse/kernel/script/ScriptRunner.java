package glimpse.kernel.script;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.screen.InputScreen;
import glimpse.kernel.screen.ScreenCells;
import glimpse.kernel.screen.ScreenCells.Values;
import glimpse.kernel.screen.StopSignal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs code without a prompt. Every method returns the exit status of the process: 0, 1 at the first uncaught error, 130 when it was
 * interrupted.
 */
public final class ScriptRunner {
    private static final Pattern ARGUMENTS = Pattern.compile("\\bargs\\b");

    private final Interpreter interpreter;
    private final InputScreen screen;

    public ScriptRunner(Interpreter interpreter, InputScreen screen) {
        this.interpreter = interpreter;
        this.screen = screen;
    }

    /** Runs code of the command line and prints its value. */
    public int runCode(String code) throws IOException {
        return StopSignal.during(() -> status(new Cell("code", code), Values.SHOWN), interpreter);
    }

    /** Runs a file: {@code .ipynb} as a notebook, {@code .java} as a program with a main, anything else as a script. */
    public int runFile(Path file, List<String> arguments, Optional<Path> output) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".ipynb")) {
            return StopSignal.during(() -> new NotebookRun(interpreter, screen).run(file, output), interpreter);
        }
        String code = Files.readString(file);
        return StopSignal.during(
                () -> name.endsWith(".java") ? runProgram(name, code, arguments) : runScript(name, code, arguments),
                interpreter);
    }

    /** Runs standard input, to its end, as a script. */
    public int runInput() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String line = screen.input().readLine();
                line != null;
                line = screen.input().readLine()) {
            code.append(line).append('\n');
        }
        return StopSignal.during(() -> runScript("stdin", code.toString(), List.of()), interpreter);
    }

    /** Runs standard input statement by statement as each is complete, printing values: a prompt that is not shown. */
    public int runStatements() throws IOException {
        return StopSignal.during(this::statements, interpreter);
    }

    private int statements() throws IOException {
        BufferedReader in = screen.input();
        StringBuilder code = new StringBuilder();
        int lines = 0;
        int firstLine = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (ScriptText.isExit(line)) {
                break;
            }
            code.append(code.length() == 0 ? ScriptText.ofLine(line) : line).append('\n');
            lines++;
            if (isComplete(code.toString())) {
                int status = status(new Cell("stdin", "\n".repeat(firstLine) + code), Values.SHOWN);
                if (status != 0) {
                    return status;
                }
                code.setLength(0);
                firstLine = lines;
            }
        }
        String rest = code.toString();
        return rest.isBlank() ? 0 : status(new Cell("stdin", "\n".repeat(firstLine) + rest), Values.SHOWN);
    }

    private boolean isComplete(String code) {
        return !(interpreter.completeness(code) instanceof Completeness.Incomplete);
    }

    /** A script has its arguments in {@code args}, as a program's main. */
    private int runScript(String name, String code, List<String> arguments) {
        if (ARGUMENTS.matcher(code).find()) {
            status(new Cell("args", "String[] args = " + JavaProgram.array(arguments) + ";"), Values.HIDDEN);
        }
        return status(new Cell(name, ScriptText.of(code)), Values.HIDDEN);
    }

    private int runProgram(String name, String code, List<String> arguments) {
        JavaProgram program = JavaProgram.of(code);
        int status = status(new Cell(name, program.declarations()), Values.HIDDEN);
        if (status != 0 || program.mainCall(arguments).isEmpty()) {
            return status;
        }
        return status(new Cell("main", program.mainCall(arguments).get()), Values.HIDDEN);
    }

    private int status(Cell cell, Values values) {
        CellResult result = new ScreenCells(interpreter, screen, values).run(cell);
        return ScreenCells.exitStatus(result);
    }

    /** Says on standard error why nothing was run. */
    public int refuse(String message) {
        screen.print(Stream.STDERR, "glimpse: " + message + "\n");
        return 1;
    }
}
