package glimpse.kernel.cell;

import glimpse.kernel.display.DisplayData;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs what a cell has left behind for later, such as what a button does. */
@FunctionalInterface
public interface Callbacks {
    /**
     * Runs {@code body} as a part of {@code cell}: its output and what it gives go to {@code output}, an error is shown there, and the stop
     * button ends it. Returns when it is over.
     */
    void run(Cell cell, CellOutput output, Supplier<Optional<DisplayData>> body);
}
