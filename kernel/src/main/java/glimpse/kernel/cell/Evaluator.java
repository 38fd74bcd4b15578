package glimpse.kernel.cell;

import java.util.Optional;

/** Cells inside cells: what code of a running cell can have run. On a thread of that cell, while it runs. */
public interface Evaluator {
    /**
     * Runs code, which may hold magics, as a part of the cell.
     *
     * @return the value of its last expression, or null
     * @throws IllegalArgumentException if it does not compile; whatever it throws comes through as it is
     */
    Object eval(String code);

    /**
     * Runs a magic.
     *
     * @param name without {@code %}
     * @param body what stands below a {@code %%} magic; empty for a line magic
     * @return what it gives, or null
     */
    Object magic(String name, String arguments, Optional<String> body);
}
