package glimpse.kernel.cell;

import glimpse.kernel.display.DisplayData;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a front end sees of a session: cells in, results out. One cell runs at a time; {@link #interrupt} may come from any thread,
 * the analysing methods from any thread also while a cell runs.
 */
public interface Interpreter extends AutoCloseable {

    /** Runs the cell to its end on the calling thread. Never throws for an error of the user's. */
    CellResult run(Cell cell, CellOutput output);

    /**
     * Stops the running cell, also one that still compiles.
     *
     * @return whether there was one; if not, nothing has happened
     */
    boolean interrupt();

    /** Proposals for the text before {@code cursor}, an index into {@code code} in UTF-16 units. */
    Completions complete(String code, int cursor);

    /** What is known of the name at {@code cursor}: signature, Javadoc, value; as text, Markdown or HTML. */
    Optional<DisplayData> inspect(String code, int cursor, Detail detail);

    /** Whether the code can be run as it stands. */
    Completeness completeness(String code);

    /** The variables that are declared now, for a view of them: name, type and shortened value of each. Waits for no running cell. */
    default List<Map<String, String>> variables() {
        return List.of();
    }

    /** Where the session's cluster is and how many workers it has; empty while there is none. Waits for nothing. */
    default Optional<String> clusterState() {
        return Optional.empty();
    }

    /** Ends the session and what it started (an embedded cluster). */
    @Override
    void close();

    /** How much {@link #inspect} tells. */
    enum Detail {
        SIGNATURE,
        FULL
    }
}
