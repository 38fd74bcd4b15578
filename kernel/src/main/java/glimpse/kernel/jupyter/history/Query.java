package glimpse.kernel.jupyter.history;

import java.util.OptionalInt;

/** The three ways to ask, by Jupyter's {@code hist_access_type}. */
public sealed interface Query {

    /** The last {@code n} cells of all sessions. */
    record Tail(int n) implements Query {}

    /**
     * Cells of one session.
     *
     * @param session its number; 0 is the current one, −1 the one before
     * @param start the first line
     * @param stop the line after the last; empty for all
     */
    record Range(int session, int start, OptionalInt stop) implements Query {}

    /**
     * Cells whose whole text matches.
     *
     * @param pattern with {@code *} and {@code ?}
     * @param n at most so many, the last ones; empty for all
     * @param unique the same text only once, at its last place
     */
    record Search(String pattern, OptionalInt n, boolean unique) implements Query {}
}
