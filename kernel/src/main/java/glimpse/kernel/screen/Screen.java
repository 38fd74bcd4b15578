package glimpse.kernel.screen;

import glimpse.kernel.cell.CellOutput.Stream;
import java.io.IOException;
import java.util.Optional;

/** Somewhere text can be printed. Any thread. */
public interface Screen {

    /** Prints and flushes; text may be part of a line. */
    void print(Stream stream, String text);

    /** Whether what was printed can be erased and drawn again: a terminal with cursor control. */
    boolean redraws();

    /** Whether ANSI colours are wanted. */
    boolean colours();

    /** Columns of a line. */
    int width();

    /** As {@link glimpse.kernel.cell.CellOutput#readLine}. */
    Optional<String> readLine(String prompt, boolean hidden) throws IOException;
}
