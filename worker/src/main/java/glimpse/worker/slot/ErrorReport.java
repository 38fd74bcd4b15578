package glimpse.worker.slot;

import glimpse.cluster.closure.NotSendableException;
import glimpse.cluster.closure.Values;
import glimpse.cluster.task.ElementError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** An exception of the user's code made ready to travel. */
final class ErrorReport {
    private static final String CALLER = Elements.class.getName();
    private static final String OUR_FORMS = "glimpse.cluster.pool.";
    private static final int MAX_FRAMES = 200;

    private ErrorReport() {}

    /** Cuts the stack below the user's code, in the exception itself, and takes it in all the forms that a front end may want. */
    static ElementError of(Throwable thrown, int position, long durationNanos) {
        trim(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        return new ElementError(
                position,
                thrown.getClass().getName(),
                message(thrown),
                List.of(thrown.getStackTrace()),
                trace(thrown),
                written(thrown),
                durationNanos);
    }

    private static void trim(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        StackTraceElement[] frames = thrown.getStackTrace();
        int end = 0;
        while (end < Math.min(frames.length, MAX_FRAMES)
                && !frames[end].getClassName().equals(CALLER)) {
            end++;
        }
        thrown.setStackTrace(Arrays.stream(frames, 0, end)
                .filter(frame -> !frame.getClassName().startsWith(OUR_FORMS))
                .toArray(StackTraceElement[]::new));
        trim(thrown.getCause(), seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            trim(suppressed, seen);
        }
    }

    private static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException e) {
            return "(its getMessage threw " + e.getClass().getName() + ")";
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text, true));
        } catch (RuntimeException e) {
            text.append("(its printStackTrace threw ")
                    .append(e.getClass().getName())
                    .append(")");
        }
        return text.toString();
    }

    /** Empty if it cannot be serialized: its text is enough then. */
    private static byte[] written(Throwable thrown) {
        try {
            return Values.write(thrown);
        } catch (NotSendableException | RuntimeException | StackOverflowError notSendable) {
            return new byte[0];
        }
    }
}
