package glimpse.cluster.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * An element that failed.
 *
 * @param index of the element in the input, from 0
 * @param input the element itself, may be null
 * @param exception what the function threw, or a {@link RemoteException} in its place
 * @param where the cell and line, if the exception passed through one
 * @param worker the slot that ran it, empty if none came so far
 * @param duration how long it ran
 */
public record Failure(
        long index, Object input, Throwable exception, Optional<String> where, String worker, Duration duration) {
    private static final int INPUT_CHARACTERS = 80;

    /** The input as text, cut. */
    public String inputText() {
        return cut(input);
    }

    /** {@code input 7 at index 3: java.lang.ArithmeticException: / by zero, cell 2, line 1, worker a.17/0}. */
    @Override
    public String toString() {
        return "input " + inputText() + " at index " + index + ": " + exception
                + where.map(place -> ", " + place).orElse("") + (worker.isEmpty() ? "" : ", worker " + worker);
    }

    static String cut(Object input) {
        String text;
        try {
            text = input instanceof CharSequence ? "\"" + input + "\"" : deep(input);
        } catch (RuntimeException | StackOverflowError e) {
            text = input.getClass().getName() + " (its toString threw "
                    + e.getClass().getName() + ")";
        }
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= INPUT_CHARACTERS ? line : line.substring(0, INPUT_CHARACTERS - 1) + "…";
    }

    private static String deep(Object input) {
        if (input == null || !input.getClass().isArray()) {
            return String.valueOf(input);
        }
        String inBrackets = Arrays.deepToString(new Object[] {input});
        return inBrackets.substring(1, inBrackets.length() - 1);
    }
}
