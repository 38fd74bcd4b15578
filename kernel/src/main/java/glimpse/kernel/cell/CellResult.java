package glimpse.kernel.cell;

import glimpse.kernel.display.DisplayData;
import java.util.List;
import java.util.Optional;

/** How a cell ended. Immutable. */
public sealed interface CellResult {

    /** The cell ran to its end; {@code value} is the rendered value of its last expression, when it has one to show. */
    record Completed(Optional<DisplayData> value) implements CellResult {}

    /**
     * The cell did not compile, or threw.
     *
     * @param name the exception's class or {@code CompilationError}
     * @param message its message, empty if none
     * @param traceback lines to show, most important first, with ANSI colours; without line ends
     */
    record Failed(String name, String message, List<String> traceback) implements CellResult {
        public Failed {
            traceback = List.copyOf(traceback);
        }
    }

    /** The cell was stopped by {@link Interpreter#interrupt()}. */
    record Interrupted() implements CellResult {}
}
