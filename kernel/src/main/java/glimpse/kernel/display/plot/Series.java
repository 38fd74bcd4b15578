package glimpse.kernel.display.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Points that belong together, with a name for the legend and the way they are drawn. Immutable. */
final class Series {
    enum Mark {
        LINE,
        POINTS,
        BARS
    }

    private final String name;
    private final Mark mark;
    private final double[] xs;
    private final double[] ys;

    /** Takes the arrays over. */
    private Series(String name, Mark mark, double[] xs, double[] ys) {
        this.name = name;
        this.mark = mark;
        this.xs = xs;
        this.ys = ys;
    }

    static Series line(double[] xs, double[] ys) {
        if (xs.length != ys.length) {
            throw new IllegalArgumentException(xs.length + " x for " + ys.length + " y (expected: as many)");
        }
        return new Series("", Mark.LINE, xs.clone(), ys.clone());
    }

    Series marked(Mark other) {
        return new Series(name, other, xs, ys);
    }

    Series named(String other) {
        return new Series(other, mark, xs, ys);
    }

    String name() {
        return name;
    }

    Mark mark() {
        return mark;
    }

    int size() {
        return xs.length;
    }

    double x(int i) {
        return xs[i];
    }

    double y(int i) {
        return ys[i];
    }

    /** Whether the point can be drawn. */
    boolean isFinite(int i) {
        return Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
    }

    /** The x that can be drawn. */
    DoubleStream finiteXs() {
        return Arrays.stream(xs).filter(Double::isFinite);
    }

    /** The y that can be drawn. */
    DoubleStream finiteYs() {
        return Arrays.stream(ys).filter(Double::isFinite);
    }
}
