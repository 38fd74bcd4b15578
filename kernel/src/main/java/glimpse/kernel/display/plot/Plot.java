package glimpse.kernel.display.plot;

import glimpse.kernel.display.DisplayData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A picture of some numbers, shown when it is the value of a cell: {@code plot(ys).title("growth").points()}. Immutable; each method gives a
 * changed one.
 */
public final class Plot {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 360;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<String> categories;
    private final List<Series> series;
    private final int width;
    private final int height;

    private Plot(
            String title,
            String xLabel,
            String yLabel,
            List<String> categories,
            List<Series> series,
            int width,
            int height) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        this.categories = List.copyOf(categories);
        this.series = List.copyOf(series);
        this.width = width;
        this.height = height;
    }

    /** A line through the points. */
    public static Plot of(double[] xs, double[] ys) {
        return new Plot("", "", "", List.of(), List.of(Series.line(xs, ys)), WIDTH, HEIGHT);
    }

    /** A line through the values at 0, 1, 2, …. */
    public static Plot of(double[] ys) {
        return of(IntStream.range(0, ys.length).asDoubleStream().toArray(), ys);
    }

    /** A bar for each value, with its name under it. */
    public static Plot bars(Collection<?> names, double[] values) {
        if (names.size() != values.length) {
            throw new IllegalArgumentException(
                    names.size() + " names for " + values.length + " bars (expected: as many)");
        }
        return new Plot(
                "",
                "",
                "",
                names.stream().map(String::valueOf).toList(),
                of(values).bars().series,
                WIDTH,
                HEIGHT);
    }

    /**
     * How many of the values fall into each of {@code bins} ranges of equal width.
     *
     * @throws IllegalArgumentException if there is no finite value or no bin
     */
    public static Plot histogram(double[] values, int bins) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0 || bins < 1) {
            throw new IllegalArgumentException(
                    finite.length + " values in " + bins + " bins (expected: at least 1 of each)");
        }
        double min = Arrays.stream(finite).min().getAsDouble();
        double max = Arrays.stream(finite).max().getAsDouble();
        double binWidth = max > min ? (max - min) / bins : 1;
        double[] counts = new double[bins];
        for (double value : finite) {
            counts[Math.min(bins - 1, (int) ((value - min) / binWidth))]++;
        }
        double[] middles = IntStream.range(0, bins)
                .mapToDouble(bin -> min + (bin + 0.5) * binWidth)
                .toArray();
        return of(middles, counts).bars().labels("", "count");
    }

    public Plot title(String text) {
        return new Plot(text, xLabel, yLabel, categories, series, width, height);
    }

    /** Names the axes. */
    public Plot labels(String x, String y) {
        return new Plot(title, x, y, categories, series, width, height);
    }

    /** The size in pixels. */
    public Plot size(int newWidth, int newHeight) {
        if (newWidth < 100 || newHeight < 100) {
            throw new IllegalArgumentException("size " + newWidth + "×" + newHeight + " (expected: at least 100×100)");
        }
        return new Plot(title, xLabel, yLabel, categories, series, newWidth, newHeight);
    }

    /** Draws everything as points. */
    public Plot points() {
        return marked(Series.Mark.POINTS);
    }

    /** Draws everything as bars. */
    public Plot bars() {
        return marked(Series.Mark.BARS);
    }

    /** Names what was added last, for the legend. */
    public Plot named(String name) {
        List<Series> named = new ArrayList<>(series);
        named.set(named.size() - 1, named.get(named.size() - 1).named(name));
        return withSeries(named);
    }

    /** Puts the lines, points or bars of another plot into this one. */
    public Plot and(Plot other) {
        List<Series> all = new ArrayList<>(series);
        all.addAll(other.series);
        return withSeries(all);
    }

    private Plot marked(Series.Mark mark) {
        return withSeries(series.stream().map(each -> each.marked(mark)).toList());
    }

    private Plot withSeries(List<Series> changed) {
        return new Plot(title, xLabel, yLabel, categories, changed, width, height);
    }

    /** As SVG, and drawn in text. */
    public DisplayData render() {
        String text = categories.isEmpty() ? new TextPlot(this).draw() : new TextBars(this).draw();
        return DisplayData.text(text).with("image/svg+xml", new SvgPlot(this).draw());
    }

    String title() {
        return title;
    }

    String xLabel() {
        return xLabel;
    }

    String yLabel() {
        return yLabel;
    }

    /** Names under bars; empty where the axis has numbers. */
    List<String> categories() {
        return categories;
    }

    List<Series> series() {
        return series;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** How far bars stand apart. */
    double barDistance() {
        double distance = Double.POSITIVE_INFINITY;
        for (Series each : series) {
            double[] xs = each.finiteXs().sorted().distinct().toArray();
            for (int i = 1; i < xs.length; i++) {
                distance = Math.min(distance, xs[i] - xs[i - 1]);
            }
        }
        return Double.isFinite(distance) ? distance : 1;
    }

    Axis xAxis(int labels) {
        if (!hasBars()) {
            return Axis.around(series.stream().flatMapToDouble(Series::finiteXs), labels);
        }
        double distance = barDistance();
        DoubleStream edges = series.stream()
                .flatMapToDouble(Series::finiteXs)
                .flatMap(x -> DoubleStream.of(x - distance / 2, x + distance / 2));
        return Axis.under(edges, distance, labels);
    }

    Axis yAxis(int labels) {
        return Axis.around(
                DoubleStream.concat(
                        series.stream().flatMapToDouble(Series::finiteYs),
                        hasBars() ? DoubleStream.of(0) : DoubleStream.empty()),
                labels);
    }

    private boolean hasBars() {
        return series.stream().anyMatch(each -> each.mark() == Series.Mark.BARS);
    }
}
