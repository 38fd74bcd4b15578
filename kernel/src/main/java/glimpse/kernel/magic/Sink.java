package glimpse.kernel.magic;

/** Where {@code %timeit} leaves the values of what it measures: the compiler must not see that nobody looks at them. Any thread. */
public final class Sink {
    private static volatile double unlikely = Double.NaN;
    private static volatile Object nobody = new Object();

    private Sink() {}

    /** Takes a number or a character. */
    public static void take(double value) {
        if (value == unlikely) {
            unlikely = Double.NaN;
        }
    }

    /** Takes a truth value. */
    public static void take(boolean value) {
        take(value ? 1.0 : 0.0);
    }

    /** Takes an object. */
    public static void take(Object value) {
        if (value == nobody) {
            nobody = new Object();
        }
    }
}
