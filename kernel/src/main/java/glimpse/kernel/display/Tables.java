package glimpse.kernel.display;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * HTML tables for what has rows: maps, records, collections and arrays of records, of maps, or of rows (lists, arrays). A list of
 * plain values is no table. Cut at {@value #MAX_ROWS} rows and {@value #MAX_COLUMNS} columns, with a count.
 */
final class Tables {
    static final int MAX_ROWS = 50;
    static final int MAX_COLUMNS = 30;
    private static final int MAX_CELL_CHARS = 200;

    private Tables() {}

    static Optional<DisplayData> of(Collection<?> values) {
        return rows(values, values.size());
    }

    static Optional<DisplayData> ofArray(Object array) {
        if (array.getClass().getComponentType().isPrimitive()) {
            return Optional.empty();
        }
        return rows(Arrays.asList((Object[]) array), Array.getLength(array)).map(data -> withText(data, array));
    }

    static Optional<DisplayData> of(Map<?, ?> map) {
        if (map.isEmpty()) {
            return Optional.empty();
        }
        List<List<?>> rows = map.entrySet().stream()
                .limit(MAX_ROWS)
                .<List<?>>map(entry -> Arrays.asList(entry.getKey(), entry.getValue()))
                .toList();
        return Optional.of(table(map, List.of("key", "value"), rows, map.size()));
    }

    static Optional<DisplayData> of(Record value) {
        return rows(List.of(value), 1).map(data -> withText(data, value));
    }

    private static DisplayData withText(DisplayData data, Object value) {
        return data.with(DisplayData.TEXT, TextForm.of(value));
    }

    private static Optional<DisplayData> rows(Collection<?> values, int size) {
        List<Object> shown = new ArrayList<>(values.stream().limit(MAX_ROWS).toList());
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        Class<?> type = shown.get(0) == null ? Object.class : shown.get(0).getClass();
        if (type.isRecord() && shown.stream().allMatch(type::isInstance)) {
            return recordRows(values, type, shown, size);
        }
        if (shown.stream().allMatch(Map.class::isInstance)) {
            return mapRows(values, shown, size);
        }
        if (shown.stream().allMatch(Tables::isRow)) {
            List<List<?>> rows = shown.stream().<List<?>>map(Tables::row).toList();
            int width = rows.stream().mapToInt(List::size).max().orElse(0);
            List<String> columns =
                    IntStream.range(0, width).mapToObj(Integer::toString).toList();
            return Optional.of(table(values, columns, rows, size));
        }
        return Optional.empty();
    }

    private static Optional<DisplayData> recordRows(Collection<?> values, Class<?> type, List<Object> shown, int size) {
        RecordComponent[] components = type.getRecordComponents();
        List<List<?>> rows = new ArrayList<>();
        try {
            for (Object value : shown) {
                List<Object> row = new ArrayList<>();
                for (RecordComponent component : components) {
                    Method accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    row.add(accessor.invoke(value));
                }
                rows.add(row);
            }
        } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
            return Optional.empty();
        }
        List<String> columns =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        return Optional.of(table(values, columns, rows, size));
    }

    private static Optional<DisplayData> mapRows(Collection<?> values, List<Object> shown, int size) {
        Set<Object> keys = new LinkedHashSet<>();
        shown.forEach(map -> keys.addAll(((Map<?, ?>) map).keySet()));
        List<List<?>> rows = new ArrayList<>();
        for (Object map : shown) {
            List<Object> row = new ArrayList<>();
            for (Object key : keys) {
                row.add(((Map<?, ?>) map).containsKey(key) ? ((Map<?, ?>) map).get(key) : "");
            }
            rows.add(row);
        }
        return Optional.of(table(values, keys.stream().map(String::valueOf).toList(), rows, size));
    }

    private static boolean isRow(Object value) {
        return value instanceof List<?> || (value != null && value.getClass().isArray());
    }

    private static List<?> row(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        return IntStream.range(0, Math.min(Array.getLength(value), MAX_COLUMNS + 1))
                .mapToObj(i -> Array.get(value, i))
                .toList();
    }

    private static DisplayData table(Object value, List<String> columns, List<List<?>> rows, int size) {
        return DisplayData.text(TextForm.of(value)).with(DisplayData.HTML, html(columns, rows, size));
    }

    /**
     * A table.
     *
     * @param size how many rows there are, shown or not
     */
    static String html(List<String> columns, List<List<?>> rows, int size) {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
        List<String> shownColumns = columns.subList(0, Math.min(columns.size(), MAX_COLUMNS));
        shownColumns.forEach(
                column -> html.append("<th>").append(Html.escape(column)).append("</th>"));
        html.append(columns.size() > MAX_COLUMNS ? "<th>…</th>" : "").append("</tr></thead>\n<tbody>\n");
        for (List<?> row : rows) {
            html.append("<tr>");
            row.stream()
                    .limit(MAX_COLUMNS)
                    .forEach(cell -> html.append("<td>").append(cell(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>");
        if (size > rows.size()) {
            html.append("\n<p>… ")
                    .append(size - rows.size())
                    .append(" more rows of ")
                    .append(size)
                    .append("</p>");
        }
        return html.toString();
    }

    private static String cell(Object value) {
        String text =
                value instanceof CharSequence || value instanceof Character ? value.toString() : TextForm.of(value);
        return Html.escape(text.length() > MAX_CELL_CHARS ? text.substring(0, MAX_CELL_CHARS) + "…" : text);
    }
}
