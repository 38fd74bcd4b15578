package glimpse.kernel.display;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a query as a table. Reads the result to its end, or as far as it counts. */
final class ResultSets {
    private static final int MAX_COUNTED = 100_000;

    private ResultSets() {}

    static DisplayData render(ResultSet result) {
        try {
            List<String> columns = columns(result.getMetaData());
            List<List<?>> rows = new ArrayList<>();
            int size = 0;
            while (size < MAX_COUNTED && result.next()) {
                size++;
                if (rows.size() < Tables.MAX_ROWS) {
                    rows.add(row(result, columns.size()));
                }
            }
            return DisplayData.text(text(columns, rows, size)).with(DisplayData.HTML, Tables.html(columns, rows, size));
        } catch (SQLException e) {
            return DisplayData.text("(this result cannot be read: " + e.getMessage() + ")");
        }
    }

    private static List<String> columns(ResultSetMetaData data) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(data.getColumnLabel(i));
        }
        return columns;
    }

    private static List<?> row(ResultSet result, int columns) throws SQLException {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            row.add(result.getObject(i));
        }
        return row;
    }

    private static String text(List<String> columns, List<List<?>> rows, int size) {
        List<Map<String, String>> named = new ArrayList<>();
        for (List<?> row : rows) {
            Map<String, String> line = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                line.put(columns.get(i), String.valueOf(row.get(i)));
            }
            named.add(line);
        }
        String more = size > rows.size() ? "\n… " + (size - rows.size()) + " more rows of " + size : "";
        return (named.isEmpty() ? String.join("  ", columns) : TextTable.of(named)) + more;
    }
}
