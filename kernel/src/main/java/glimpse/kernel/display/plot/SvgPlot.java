package glimpse.kernel.display.plot;

import glimpse.kernel.display.Html;
import java.util.Locale;

/** Draws a plot as SVG. */
final class SvgPlot {
    private static final String[] COLOURS = {"#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b"};
    private static final int LEFT = 62;
    private static final int MARGIN = 16;
    private static final int LABEL_PIXELS = 80;
    /** About as wide as a character is at the size of labels. */
    private static final int CHARACTER_PIXELS = 6;

    private static final int MAX_NAME_CHARS = 28;
    private static final int LEAST_NAME_PIXELS = 14;
    private static final double SLOPE_DEGREES = 35;

    private final Plot plot;
    private final Axis xAxis;
    private final Axis yAxis;
    private final int top;
    private final int right;
    private final boolean slopingNames;
    private final int bottom;
    private final StringBuilder svg = new StringBuilder();

    SvgPlot(Plot plot) {
        this.plot = plot;
        this.xAxis = plot.xAxis(Math.max(2, plot.width() / LABEL_PIXELS));
        this.yAxis = plot.yAxis(Math.max(2, plot.height() / (LABEL_PIXELS / 2)));
        this.top = plot.title().isEmpty() ? 14 : 34;
        this.right = plot.width() - MARGIN - legendWidth();
        this.slopingNames =
                namesWidth() > (right - LEFT) / Math.max(1, plot.categories().size());
        this.bottom = (plot.xLabel().isEmpty() ? 30 : 48) + (slopingNames ? slopeHeight() : 0);
    }

    /** Beside the plot: what is drawn in it must not cover the names, nor they it. */
    private int legendWidth() {
        int longest = plot.series().stream()
                .mapToInt(series -> shortened(series.name()).length())
                .max()
                .orElse(0);
        return longest == 0 ? 0 : longest * CHARACTER_PIXELS + 26;
    }

    private int namesWidth() {
        return CHARACTER_PIXELS
                * plot.categories().stream()
                        .mapToInt(name -> shortened(name).length() + 1)
                        .max()
                        .orElse(0);
    }

    private int slopeHeight() {
        return (int) (namesWidth() * Math.sin(Math.toRadians(SLOPE_DEGREES)));
    }

    private static String shortened(String name) {
        return name.length() > MAX_NAME_CHARS ? name.substring(0, MAX_NAME_CHARS - 1) + "…" : name;
    }

    String draw() {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .append(attributes("width", plot.width(), "height", plot.height()))
                .append(attributes("viewBox", "0 0 " + plot.width() + " " + plot.height()))
                .append(attributes("font-family", "sans-serif", "font-size", 11, "fill", "#333"))
                .append(">\n");
        shape("rect", "width", "100%", "height", "100%", "fill", "white");
        drawAxes();
        for (int i = 0; i < plot.series().size(); i++) {
            drawSeries(plot.series().get(i), i);
        }
        drawTexts();
        drawLegend();
        return svg.append("</svg>").toString();
    }

    private void drawAxes() {
        for (double label : yAxis.labels()) {
            double y = y(label);
            shape("path", "d", "M" + LEFT + " " + number(y) + "H" + right, "stroke", "#e3e3e3");
            text(yAxis.label(label), "end", "x", LEFT - 6, "y", y + 4);
        }
        if (plot.categories().isEmpty()) {
            for (double label : xAxis.labels()) {
                drawXLabel(x(label), xAxis.label(label));
            }
        } else {
            int step = 1 + plot.categories().size() * LEAST_NAME_PIXELS / (right - LEFT);
            for (int i = 0; i < plot.categories().size(); i += step) {
                drawName(x(i), shortened(plot.categories().get(i)));
            }
        }
        String corner = "M" + LEFT + " " + top + "V" + (plot.height() - bottom) + "H" + right;
        shape("path", "d", corner, "stroke", "#333", "fill", "none");
    }

    private void drawXLabel(double x, String label) {
        text(label, "middle", "x", x, "y", plot.height() - bottom + 16);
    }

    private void drawName(double x, String name) {
        if (slopingNames) {
            String place = "translate(" + number(x + 4) + " " + (plot.height() - bottom + 12) + ")";
            text(name, "end", "transform", place + " rotate(-" + number(SLOPE_DEGREES) + ")");
        } else {
            drawXLabel(x, name);
        }
    }

    private void drawSeries(Series series, int index) {
        String colour = COLOURS[index % COLOURS.length];
        switch (series.mark()) {
            case LINE -> drawLine(series, colour);
            case POINTS -> drawPoints(series, colour);
            case BARS -> drawBars(series, index, colour);
        }
    }

    private void drawLine(Series series, String colour) {
        StringBuilder path = new StringBuilder();
        boolean begun = false;
        for (int i = 0; i < series.size(); i++) {
            if (series.isFinite(i)) {
                path.append(begun ? "L" : "M")
                        .append(number(x(series.x(i))))
                        .append(' ')
                        .append(number(y(series.y(i))));
            }
            begun = series.isFinite(i);
        }
        shape("path", "d", path, "fill", "none", "stroke", colour, "stroke-width", 1.6);
    }

    private void drawPoints(Series series, String colour) {
        for (int i = 0; i < series.size(); i++) {
            if (series.isFinite(i)) {
                shape("circle", "cx", x(series.x(i)), "cy", y(series.y(i)), "r", 3, "fill", colour);
            }
        }
    }

    private void drawBars(Series series, int index, String colour) {
        double all = (x(plot.barDistance()) - x(0)) * 0.85;
        double width = Math.max(1, all / plot.series().size());
        for (int i = 0; i < series.size(); i++) {
            if (series.isFinite(i)) {
                double left = x(series.x(i)) - all / 2 + index * width;
                double y = y(series.y(i));
                double height = Math.abs(y - y(0));
                shape("rect", "x", left, "y", Math.min(y, y(0)), "width", width, "height", height, "fill", colour);
            }
        }
    }

    private void drawTexts() {
        int middle = (LEFT + right) / 2;
        if (!plot.title().isEmpty()) {
            text(plot.title(), "middle", "x", middle, "y", 20, "font-size", 14);
        }
        if (!plot.xLabel().isEmpty()) {
            text(plot.xLabel(), "middle", "x", middle, "y", plot.height() - 10);
        }
        if (!plot.yLabel().isEmpty()) {
            int y = (top + plot.height() - bottom) / 2;
            text(plot.yLabel(), "middle", "transform", "translate(13 " + y + ") rotate(-90)");
        }
    }

    private void drawLegend() {
        int y = top + 12;
        for (int i = 0; i < plot.series().size(); i++) {
            String name = plot.series().get(i).name();
            if (!name.isEmpty()) {
                String colour = COLOURS[i % COLOURS.length];
                shape("rect", "x", right + 14, "y", y - 8, "width", 12, "height", 8, "fill", colour);
                text(shortened(name), "start", "x", right + 30, "y", y);
                y += 16;
            }
        }
    }

    private void shape(String name, Object... attributes) {
        svg.append('<').append(name).append(attributes(attributes)).append("/>\n");
    }

    private void text(String content, String anchor, Object... attributes) {
        svg.append("<text")
                .append(attributes(attributes))
                .append(attributes("text-anchor", anchor))
                .append('>')
                .append(Html.escape(content))
                .append("</text>\n");
    }

    /** Names and values in turn. */
    private static String attributes(Object... attributes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1] instanceof Double number ? number(number) : attributes[i + 1];
            text.append(' ').append(attributes[i]).append("=\"").append(value).append('"');
        }
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private double x(double value) {
        return LEFT + xAxis.position(value) * (right - LEFT);
    }

    private double y(double value) {
        return plot.height() - bottom - yAxis.position(value) * (plot.height() - top - bottom);
    }
}
