package glimpse.kernel.cell;

import java.util.List;

/**
 * Proposals to replace {@code [start, end)} of the code, in UTF-16 units.
 *
 * @param items best first
 */
public record Completions(int start, int end, List<Item> items) {
    public Completions {
        items = List.copyOf(items);
    }

    /**
     * One proposal.
     *
     * @param text what replaces the range
     * @param kind Jupyter's {@code type}: {@code function}, {@code class}, {@code instance}, {@code keyword}, {@code magic}, …
     * @param signature one line, empty if unknown
     */
    public record Item(String text, String kind, String signature) {}
}
