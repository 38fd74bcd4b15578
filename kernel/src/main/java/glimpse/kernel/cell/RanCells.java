package glimpse.kernel.cell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The cells that a session was given, the last thousand. Any thread. */
public final class RanCells {
    private static final int KEPT = 1000;

    private final Deque<Cell> cells = new ArrayDeque<>();

    public synchronized void add(Cell cell) {
        cells.add(cell);
        if (cells.size() > KEPT) {
            cells.remove();
        }
    }

    /** The oldest first. */
    public synchronized List<Cell> all() {
        return List.copyOf(cells);
    }
}
