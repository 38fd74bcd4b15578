package glimpse.kernel.display;

import java.awt.image.RenderedImage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Charts and tables of libraries that a session may have on its class path, and parts of windows. They are found by the names of their classes and drawn by
 * reflection: nothing of them is needed to build or to start.
 */
final class Charts {
    private static final int WIDTH = 700;
    private static final int HEIGHT = 450;

    private Charts() {}

    /** How values of a class of that name, or of its subclasses, are shown. */
    static Map<String, Renderer<Object>> byClassName() {
        Map<String, Renderer<Object>> renderers = new LinkedHashMap<>();
        renderers.put("org.knowm.xchart.internal.chartpart.Chart", shown(Charts::xchart));
        renderers.put("org.jfree.chart.JFreeChart", shown(Charts::jfreeChart));
        renderers.put("tech.tablesaw.api.Table", shown(Charts::tablesaw));
        renderers.put("tech.tablesaw.columns.Column", shown(Charts::tablesawColumn));
        renderers.put("org.dflib.DataFrame", shown(Charts::dflib));
        renderers.put("java.awt.Component", shown(Components::render));
        return renderers;
    }

    /** A step that may fail because the library is another version than expected. */
    @FunctionalInterface
    private interface Reflection {
        DisplayData render(Object value) throws ReflectiveOperationException;
    }

    private static Renderer<Object> shown(Reflection reflection) {
        return value -> {
            try {
                return reflection.render(value);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
            } catch (ReflectiveOperationException e) {
                return DisplayData.text(TextForm.of(value));
            }
        };
    }

    private static DisplayData xchart(Object chart) throws ReflectiveOperationException {
        Class<?> base = chart.getClass();
        while (!base.getName().equals("org.knowm.xchart.internal.chartpart.Chart")) {
            base = base.getSuperclass();
        }
        Class<?> encoder = Class.forName(
                "org.knowm.xchart.BitmapEncoder", true, chart.getClass().getClassLoader());
        return Images.render(
                (RenderedImage) encoder.getMethod("getBufferedImage", base).invoke(null, chart));
    }

    private static DisplayData jfreeChart(Object chart) throws ReflectiveOperationException {
        return Images.render((RenderedImage) chart.getClass()
                .getMethod("createBufferedImage", int.class, int.class)
                .invoke(chart, WIDTH, HEIGHT));
    }

    private static DisplayData tablesaw(Object table) throws ReflectiveOperationException {
        Class<?> type = table.getClass();
        List<String> columns = names((Iterable<?>) type.getMethod("columnNames").invoke(table));
        int size = (int) type.getMethod("rowCount").invoke(table);
        Method cell = type.getMethod("getString", int.class, int.class);
        return table(table, columns, size, (row, column) -> cell.invoke(table, row, column));
    }

    private static DisplayData tablesawColumn(Object column) throws ReflectiveOperationException {
        return DisplayData.text((String) column.getClass().getMethod("print").invoke(column));
    }

    private static DisplayData dflib(Object frame) throws ReflectiveOperationException {
        Class<?> type =
                Class.forName("org.dflib.DataFrame", true, frame.getClass().getClassLoader());
        List<String> columns =
                names((Iterable<?>) type.getMethod("getColumnsIndex").invoke(frame));
        int size = (int) type.getMethod("height").invoke(frame);
        Method cell = type.getMethod("get", int.class, int.class);
        return table(frame, columns, size, (row, column) -> cell.invoke(frame, column, row));
    }

    /** What stands in a row and a column. */
    @FunctionalInterface
    private interface Cells {
        Object at(int row, int column) throws ReflectiveOperationException;
    }

    private static List<String> names(Iterable<?> columns) {
        List<String> names = new ArrayList<>();
        columns.forEach(each -> names.add(each.toString()));
        return names;
    }

    private static DisplayData table(Object table, List<String> columns, int size, Cells cells)
            throws ReflectiveOperationException {
        List<List<?>> rows = new ArrayList<>();
        for (int row = 0; row < Math.min(size, Tables.MAX_ROWS); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                values.add(cells.at(row, column));
            }
            rows.add(values);
        }
        return DisplayData.text(table.toString()).with(DisplayData.HTML, Tables.html(columns, rows, size));
    }
}
