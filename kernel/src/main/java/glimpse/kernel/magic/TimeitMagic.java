package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long code takes, measured several times. */
@Magic(
        value = "timeit",
        usage = {"%timeit CODE", "%%timeit"},
        help = "runs the code in a loop, seven times for about a fifth of a second, and says how long one run takes")
final class TimeitMagic implements MagicAction {
    private static final int RUNS = 7;
    private static final long RUN_NANOS = 200_000_000;
    private static final String LOOPS = "$glimpseLoops";

    @Override
    public Outcome run(MagicCall call) {
        long loops = 1;
        List<Double> nanosEach = new ArrayList<>();
        while (nanosEach.size() < RUNS) {
            Outcome outcome = call.context().run(measured(call.code(), loops), call.codeLine());
            if (!(outcome instanceof Outcome.Value value)) {
                return outcome;
            }
            long nanos = Math.max(1, (Long) value.value());
            if (nanosEach.isEmpty() && nanos < RUN_NANOS / 2) {
                loops = Math.max(loops * 2, Math.min(loops * 100, loops * RUN_NANOS / nanos));
            } else {
                nanosEach.add((double) nanos / loops);
            }
        }
        Collections.sort(nanosEach);
        call.context()
                .output()
                .write(
                        Stream.STDOUT,
                        TimeMagic.readable(nanosEach.get(RUNS / 2)) + " (median of " + RUNS + " runs of " + loops
                                + ", from " + TimeMagic.readable(nanosEach.get(0)) + " to "
                                + TimeMagic.readable(nanosEach.get(RUNS - 1)) + ")\n");
        return new Outcome.NoValue(List.of());
    }

    /** An expression whose value is the time of all loops; it begins on the code's first line so that errors name it. */
    private static String measured(String code, long loops) {
        String statements =
                code.strip().endsWith(";") || code.strip().endsWith("}") ? code.strip() : code.strip() + ";";
        return "((java.util.function.LongSupplier) () -> { try { long " + LOOPS + " = System.nanoTime();"
                + " for (long " + LOOPS + "I = 0; " + LOOPS + "I < " + loops + "L; " + LOOPS + "I++) { " + statements
                + "\n} return System.nanoTime() - " + LOOPS + "; } catch (RuntimeException e) { throw e; }"
                + " catch (Exception e) { throw new RuntimeException(e); } }).getAsLong()";
    }
}
