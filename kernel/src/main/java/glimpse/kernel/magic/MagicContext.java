package glimpse.kernel.magic;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Renderers;
import glimpse.kernel.session.JavaSession;
import glimpse.kernel.session.Outcome;
import java.util.Optional;

/** What a magic works with: the session, and the cell it stands in. */
public interface MagicContext {
    JavaSession session();

    Renderers renderers();

    Magics magics();

    /** The cell it stands in. */
    Cell cell();

    CellOutput output();

    /**
     * Runs code, which may hold magics itself, as part of the cell.
     *
     * @param line the line of the cell that the code begins on
     */
    Outcome run(String code, int line);

    /** Runs code of another source; errors name {@code source}'s name and lines. */
    Outcome run(Cell source);

    /** Signature and documentation of the last name in {@code code}, if it is known. */
    Optional<DisplayData> documentation(String code);

    /** What the session lends under {@code type}, as {@link glimpse.kernel.cell.CurrentCell#service}. */
    <T> T service(Class<T> type) throws MagicException;
}
