package glimpse.kernel.display;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows as a table of plain text, its columns as wide as need be. */
public final class TextTable {
    private TextTable() {}

    /** The rows under the names of their columns, without a line end after the last. */
    public static String of(List<Map<String, String>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        StringBuilder text = new StringBuilder();
        columns.forEach(column -> append(text, column, width(column, rows)));
        for (Map<String, String> row : rows) {
            stripEnd(text).append('\n');
            columns.forEach(column -> append(text, row.getOrDefault(column, ""), width(column, rows)));
        }
        return stripEnd(text).toString();
    }

    private static int width(String column, List<Map<String, String>> rows) {
        return rows.stream()
                .mapToInt(row -> row.getOrDefault(column, "").length())
                .reduce(column.length(), Math::max);
    }

    private static void append(StringBuilder text, String cell, int width) {
        text.append(cell).append(" ".repeat(width - cell.length() + 2));
    }

    private static StringBuilder stripEnd(StringBuilder text) {
        while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        return text;
    }
}
