package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.Outcome;
import glimpse.kernel.session.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long code takes, measured several times. */
@Magic(
        value = "timeit",
        usage = {"%timeit CODE", "%%timeit"},
        help = "runs the code in a loop, seven times for about a fifth of a second, and says how long one run takes")
final class TimeitMagic implements MagicAction {
    private static final int RUNS = 7;
    private static final long RUN_NANOS = 200_000_000;
    private static final double FEWEST_NANOS = 0.3;
    private static final String LOOPS = "$glimpseLoops";

    @Override
    public Outcome run(MagicCall call) throws MagicException {
        String statements = taken(call.codeToRun());
        long loops = 1;
        List<Double> nanosEach = new ArrayList<>();
        while (nanosEach.size() <= RUNS) {
            Outcome outcome = call.context().run(measured(statements, loops), call.codeLine());
            if (outcome instanceof Outcome.NotCompiled && !statements.equals(statement(call.code()))) {
                statements = statement(call.code()); // it has no value
            } else if (outcome instanceof Outcome.Value value) {
                long nanos = Math.max(1, (Long) value.value());
                if (nanosEach.isEmpty() && nanos < RUN_NANOS / 2) {
                    loops = Math.max(loops * 2, Math.min(loops * 100, loops * RUN_NANOS / nanos));
                } else {
                    nanosEach.add((double) nanos / loops);
                }
            } else {
                return asTyped(outcome, measured("", loops).indexOf('\n'));
            }
        }
        report(nanosEach.subList(1, nanosEach.size()), loops, call); // the first one warmed up
        return new Outcome.NoValue(List.of());
    }

    private static void report(List<Double> nanosEach, long loops, MagicCall call) {
        Collections.sort(nanosEach);
        double median = nanosEach.get(RUNS / 2);
        String text = String.format(
                Locale.ROOT,
                "%s (median of %d runs of %,d, from %s to %s)%s%n",
                TimeMagic.readable(median),
                RUNS,
                loops,
                TimeMagic.readable(nanosEach.get(0)),
                TimeMagic.readable(nanosEach.get(RUNS - 1)),
                median < FEWEST_NANOS ? "; the compiler has removed what nobody uses the result of" : "");
        call.context().output().write(Stream.STDOUT, text);
    }

    /** An expression's value must be used, or the compiler would remove what it comes from. */
    private static String taken(String code) {
        return statement(code).equals(code.strip())
                ? code.strip()
                : Sink.class.getName() + ".take(" + code.strip() + "\n);";
    }

    /** What did not compile, without what stands before it on its first line. */
    private static Outcome asTyped(Outcome outcome, int charsBefore) {
        return outcome instanceof Outcome.NotCompiled not
                ? new Outcome.NotCompiled(not.problems().stream()
                        .map(each -> asTyped(each, charsBefore))
                        .toList())
                : outcome;
    }

    private static Problem asTyped(Problem problem, int charsBefore) {
        return problem.source().contains(LOOPS + " = System.nanoTime();") && problem.column() > charsBefore
                ? new Problem(
                        problem.message(),
                        problem.cell(),
                        problem.line(),
                        problem.column() - charsBefore,
                        problem.length(),
                        problem.source().substring(charsBefore),
                        problem.hints())
                : problem;
    }

    private static String statement(String code) {
        String stripped = code.strip();
        return stripped.endsWith(";") || stripped.endsWith("}") ? stripped : stripped + ";";
    }

    /** An expression whose value is the time of all loops; it begins on the code's first line so that errors name it. */
    private static String measured(String statements, long loops) {
        return "((java.util.function.LongSupplier) () -> { try { long " + LOOPS + " = System.nanoTime();"
                + " for (long " + LOOPS + "I = 0; " + LOOPS + "I < " + loops + "L; " + LOOPS + "I++) { " + statements
                + "\n} return System.nanoTime() - " + LOOPS + "; } catch (RuntimeException e) { throw e; }"
                + " catch (Exception e) { throw new RuntimeException(e); } }).getAsLong()";
    }
}
