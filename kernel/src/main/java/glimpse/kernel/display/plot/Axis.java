package glimpse.kernel.display.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The range of one axis, widened to round numbers, and where its labels stand. Immutable. */
record Axis(double from, double to, double step) {
    /** So much of a step may the sum of steps be off. */
    private static final double ROUNDING = 1e-6;

    /** An axis that shows all values, with about {@code labels} labels. */
    static Axis around(DoubleStream values, int labels) {
        double[] all = values.toArray();
        double min = DoubleStream.of(all).min().orElse(0);
        double max = DoubleStream.of(all).max().orElse(1);
        if (min == max) {
            double room = min == 0 ? 1 : Math.abs(min) / 2;
            min -= room;
            max += room;
        }
        double step = roundStep((max - min) / labels);
        return new Axis(Math.floor(min / step) * step, Math.ceil(max / step) * step, step);
    }

    /**
     * An axis under bars: it ends where they end, and bars at whole numbers are labelled at none between them.
     *
     * @param distance how far the bars stand apart
     */
    static Axis under(DoubleStream edges, double distance, int labels) {
        double[] all = edges.toArray();
        double min = DoubleStream.of(all).min().orElse(0);
        double max = DoubleStream.of(all).max().orElse(1);
        double step = roundStep((max - min) / labels);
        boolean whole = distance == Math.rint(distance) && min + distance / 2 == Math.rint(min + distance / 2);
        return new Axis(min, max, whole ? Math.max(1, step) : step);
    }

    /** The next of 1, 2, 5, 10, 20 … */
    private static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /** Where the value stands: 0 at the beginning of the axis, 1 at its end. */
    double position(double value) {
        return (value - from) / (to - from);
    }

    List<Double> labels() {
        List<Double> labels = new ArrayList<>();
        long first = (long) Math.ceil(from / step - ROUNDING);
        long last = (long) Math.floor(to / step + ROUNDING);
        for (long i = first; i <= last; i++) {
            labels.add(i * step);
        }
        return labels;
    }

    /** The value as a label of this axis: no more digits than the steps have. */
    String label(double value) {
        if (Math.abs(value) < step / 1e6) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent > 6 || exponent < -5 ? rounded.toString().replace("+", "") : rounded.toPlainString();
    }
}
