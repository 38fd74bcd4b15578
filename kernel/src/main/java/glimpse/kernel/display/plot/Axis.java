package glimpse.kernel.display.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The range of one axis, widened to round numbers, and where its labels stand. Immutable. */
record Axis(double from, double to, double step) {
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
        int count = (int) Math.round((to - from) / step);
        for (int i = 0; i <= count; i++) {
            labels.add(from + i * step);
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
        return exponent > 6 || exponent < -5 ? rounded.toString() : rounded.toPlainString();
    }
}
