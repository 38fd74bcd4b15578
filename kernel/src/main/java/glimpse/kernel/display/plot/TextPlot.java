package glimpse.kernel.display.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws a plot with characters: braille dots, eight to a character. */
final class TextPlot {
    private static final int COLUMNS = 60;
    private static final int ROWS = 15;
    private static final int DOTS_ACROSS = COLUMNS * 2;
    private static final int DOTS_DOWN = ROWS * 4;
    /** The bit of each dot within its character, by row and column. */
    private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final Plot plot;
    private final Axis xAxis;
    private final Axis yAxis;
    private final int[][] cells = new int[ROWS][COLUMNS];

    TextPlot(Plot plot) {
        this.plot = plot;
        this.xAxis = plot.xAxis(5);
        this.yAxis = plot.yAxis(5);
    }

    String draw() {
        plot.series().forEach(this::drawSeries);
        List<String> lines = new ArrayList<>();
        if (!plot.title().isEmpty()) {
            lines.add(plot.title());
        }
        String[] labels = new String[ROWS];
        Arrays.fill(labels, "");
        for (double label : yAxis.labels()) {
            labels[row(label) / 4] = yAxis.label(label);
        }
        int width = Arrays.stream(labels).mapToInt(String::length).max().orElse(0);
        for (int row = 0; row < ROWS; row++) {
            StringBuilder line = new StringBuilder(" ".repeat(width - labels[row].length()) + labels[row] + " │");
            for (int cell : cells[row]) {
                line.append((char) (0x2800 + cell));
            }
            lines.add(line.toString());
        }
        lines.add(" ".repeat(width) + " └" + "─".repeat(COLUMNS));
        lines.add(" ".repeat(width + 2) + ends());
        return String.join("\n", lines);
    }

    private String ends() {
        List<Double> labels = xAxis.labels();
        String first = xAxis.label(labels.get(0));
        String last = xAxis.label(labels.get(labels.size() - 1));
        return first + " ".repeat(Math.max(1, COLUMNS - first.length() - last.length())) + last;
    }

    private void drawSeries(Series series) {
        int before = -1;
        for (int i = 0; i < series.size(); i++) {
            if (!series.isFinite(i)) {
                before = -1;
                continue;
            }
            switch (series.mark()) {
                case POINTS -> dot(column(series.x(i)), row(series.y(i)));
                case BARS -> bar(series.x(i), series.y(i));
                case LINE -> {
                    line(series, before < 0 ? i : before, i);
                    before = i;
                }
            }
        }
    }

    private void bar(double x, double y) {
        double half = plot.barDistance() * 0.4;
        for (int column = column(x - half); column <= column(x + half); column++) {
            for (int row = Math.min(row(y), row(0)); row <= Math.max(row(y), row(0)); row++) {
                dot(column, row);
            }
        }
    }

    private void line(Series series, int from, int to) {
        int x = column(series.x(from));
        int y = row(series.y(from));
        int across = column(series.x(to)) - x;
        int down = row(series.y(to)) - y;
        int steps = Math.max(1, Math.max(Math.abs(across), Math.abs(down)));
        for (int i = 0; i <= steps; i++) {
            dot(x + across * i / steps, y + down * i / steps);
        }
    }

    private void dot(int column, int row) {
        cells[row / 4][column / 2] |= BITS[row % 4][column % 2];
    }

    private int column(double x) {
        return clamp((int) Math.round(xAxis.position(x) * (DOTS_ACROSS - 1)), DOTS_ACROSS);
    }

    private int row(double y) {
        return clamp((int) Math.round((1 - yAxis.position(y)) * (DOTS_DOWN - 1)), DOTS_DOWN);
    }

    private static int clamp(int dot, int count) {
        return Math.max(0, Math.min(dot, count - 1));
    }
}
