package glimpse.cluster.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Failures as a short table of text.
 *
 * <pre>
 *   index  input  exception                                 worker   time
 *   3      3      java.lang.ArithmeticException: / by zero  a.17/0   1 ms
 *   and 12 more
 * </pre>
 */
final class FailureTable {
    private static final int ROWS = 5;
    private static final int[] WIDEST = {12, 24, 60, 32, 9};

    private FailureTable() {}

    /**
     * Its lines, indented by two.
     *
     * @param count how many failed in all
     */
    static List<String> lines(List<Failure> failures, long count) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"index", "input", "exception", "worker", "time"});
        failures.stream().limit(ROWS).map(FailureTable::row).forEach(rows::add);
        int[] widths = new int[WIDEST.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, widths)));
        if (count > ROWS) {
            lines.add("  and " + (count - ROWS) + " more");
        }
        return lines;
    }

    private static String[] row(Failure failure) {
        String[] cells = {
            Long.toString(failure.index()),
            failure.inputText(),
            failure.exception().toString().lines().findFirst().orElse(""),
            failure.worker(),
            time(failure.duration())
        };
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i].length() <= WIDEST[i] ? cells[i] : cells[i].substring(0, WIDEST[i] - 1) + "…";
        }
        return cells;
    }

    private static String time(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return millis >= 1000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000)
                : String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    private static String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder(" ");
        for (int i = 0; i < row.length; i++) {
            line.append(' ').append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 1));
        }
        return line.toString().stripTrailing();
    }
}
