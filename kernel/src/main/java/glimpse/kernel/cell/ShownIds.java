package glimpse.kernel.cell;

/**
 * Remembers the id that {@code display} gave last, so that a cell which ends with {@code display(x)} does not show the id as its value.
 * Any thread.
 */
public final class ShownIds {
    private volatile Object last;

    public void shown(String id) {
        last = id;
    }

    /** Whether it is that very object. */
    public boolean isLast(Object value) {
        return value != null && value == last;
    }
}
