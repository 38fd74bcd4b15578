package glimpse.kernel.cell;

import static java.util.Objects.requireNonNull;

/**
 * One piece of source that is run as a unit.
 *
 * @param name what errors and logs call it: {@code cell 3}, {@code script.jsh}
 * @param code Java snippets and magics, line ends as {@code \n}
 */
public record Cell(String name, String code) {
    public Cell {
        requireNonNull(name, "name");
        requireNonNull(code, "code");
    }
}
