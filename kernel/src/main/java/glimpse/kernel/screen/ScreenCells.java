package glimpse.kernel.screen;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Interpreter;
import java.util.List;

/** Cells run one after another with their output, values and errors on one screen. On the thread that calls it. */
public final class ScreenCells {
    private static final String BOLD = "\u001b[1m";
    private static final String BOLD_RED = "\u001b[1;31m";

    /** Whether the value of a cell is printed. */
    public enum Values {
        SHOWN,
        HIDDEN
    }

    private final Interpreter interpreter;
    private final Screen screen;
    private final Values values;

    public ScreenCells(Interpreter interpreter, Screen screen, Values values) {
        this.interpreter = interpreter;
        this.screen = screen;
        this.values = values;
    }

    /** Runs a cell; what is to be seen of it has been printed when this returns. */
    public CellResult run(Cell cell) {
        ScreenOutput output = new ScreenOutput(screen);
        CellResult result = interpreter.run(cell, output);
        output.cellEnded();
        if (result instanceof CellResult.Completed completed && values == Values.SHOWN) {
            completed.value().ifPresent(value -> screen.print(Stream.STDOUT, Pictures.textOf(value, screen) + "\n"));
        } else if (result instanceof CellResult.Failed failed) {
            printError(failed.traceback());
        } else if (result instanceof CellResult.Interrupted) {
            printError(List.of(BOLD + "interrupted\u001b[0m"));
        }
        return result;
    }

    private void printError(List<String> lines) {
        String text = String.join("\n", lines) + "\n";
        screen.print(Stream.STDERR, screen.colours() ? text.replace(BOLD, BOLD_RED) : Ansi.stripped(text));
    }

    /** The exit status of a process whose last cell ended so. */
    public static int exitStatus(CellResult result) {
        if (result instanceof CellResult.Completed) {
            return 0;
        }
        return result instanceof CellResult.Interrupted ? 130 : 1;
    }
}
