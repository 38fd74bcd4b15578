package glimpse.kernel.cell;

import glimpse.kernel.display.DisplayData;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the output of one running cell goes; each front end has its own. Any thread may call it, also after the cell has ended
 * (a thread that the cell started): the output then still belongs to that cell.
 */
public interface CellOutput {

    /** The two text streams, by Jupyter's names. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /** Adds text, which may hold any number of lines or a part of one. May wait while the front end is behind. */
    void write(Stream stream, String text);

    /** Shows a value; with an id, a later {@link #update} replaces it in place. */
    void display(DisplayData data, Optional<String> displayId);

    /** Replaces every value shown under {@code displayId}; a terminal rewrites its line or shows the final state. */
    void update(DisplayData data, String displayId);

    /** Removes what the cell has shown so far; with {@code wait} only when the next output comes. */
    void clear(boolean wait);

    /**
     * Asks the user for a line; waits until it comes.
     *
     * @return the line without its end; empty at end of input
     * @throws IOException if this front end has nobody to ask, with a message for the user
     */
    Optional<String> readLine(String prompt, boolean hidden) throws IOException;

    /** The way to the front end's widgets; empty where there are none. */
    default Optional<FrontEndComms> comms() {
        return Optional.empty();
    }
}
