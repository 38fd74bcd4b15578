package glimpse.kernel.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.notebook.Notebook;
import glimpse.kernel.screen.Ansi;
import glimpse.kernel.screen.Screen;
import glimpse.kernel.screen.ScreenCells;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The code cells of a notebook run in order, with their output on the screen and, if asked for, in a copy of the notebook. The copy is
 * written also after an error: it then shows the error in its cell.
 */
final class NotebookRun {
    private final Interpreter interpreter;
    private final Screen screen;

    NotebookRun(Interpreter interpreter, Screen screen) {
        this.interpreter = interpreter;
        this.screen = screen;
    }

    int run(Path file, Optional<Path> copy) throws IOException {
        Notebook notebook = Notebook.read(file);
        int status = runCells(notebook);
        if (copy.isPresent()) {
            notebook.write(copy.get());
        }
        return status;
    }

    private int runCells(Notebook notebook) {
        NotebookDisplays displays = new NotebookDisplays();
        int status = 0;
        int count = 0;
        for (ObjectNode cell : notebook.codeCells()) {
            ArrayNode outputs = cell.putArray("outputs");
            cell.putNull("execution_count");
            String source = Notebook.source(cell);
            if (source.isBlank() || status != 0) {
                continue;
            }
            count++;
            cell.put("execution_count", count);
            status = runCell(new Cell("cell " + count, source), new NotebookOutput(outputs, displays, screen), count);
        }
        return status;
    }

    private int runCell(Cell cell, NotebookOutput output, int count) {
        CellResult result = interpreter.run(cell, output);
        output.cellEnded();
        if (result instanceof CellResult.Completed completed) {
            completed.value().ifPresent(value -> output.result(value, count));
        } else if (result instanceof CellResult.Failed failed) {
            output.error(failed);
            String text = String.join("\n", failed.traceback()) + "\n";
            screen.print(Stream.STDERR, screen.colours() ? text : Ansi.stripped(text));
        } else {
            output.error(new CellResult.Failed("Interrupted", "", List.of("interrupted")));
        }
        return ScreenCells.exitStatus(result);
    }
}
