package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.Outcome;
import java.util.Locale;

/** How long code takes. */
@Magic(
        value = "time",
        usage = {"%time CODE", "%%time"},
        help = "runs the code once and says how long it took; its value is the cell's value")
final class TimeMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException {
        long runBefore = call.context().session().runNanos();
        long begin = System.nanoTime();
        Outcome outcome = call.context().run(call.codeToRun(), call.codeLine());
        long all = System.nanoTime() - begin;
        long run = Math.min(all, call.context().session().runNanos() - runBefore);
        String text = run == 0
                ? readable((double) all)
                : readable((double) run) + ", and " + readable((double) (all - run)) + " to compile";
        call.context().output().write(Stream.STDOUT, "time: " + text + "\n");
        return outcome;
    }

    /** A duration with three figures and its unit. */
    static String readable(double nanos) {
        if (nanos >= 60e9) {
            return String.format(Locale.ROOT, "%d min %.1f s", (long) (nanos / 60e9), nanos % 60e9 / 1e9);
        }
        String[] units = {"ns", "µs", "ms", "s"};
        int unit = 0;
        double value = nanos;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, units[unit]);
    }
}
