package glimpse.kernel.session;

import java.lang.instrument.Instrumentation;
import java.util.Optional;

/**
 * Receives the JVM's {@link Instrumentation} before {@code main}, named in the launcher jar's manifest as {@code
 * Launcher-Agent-Class}. Written once by the JVM's start-up thread.
 */
public final class Agent {
    private static volatile Instrumentation instrumentation;

    private Agent() {}

    /** Called by the JVM; the name and signature are {@link java.lang.instrument}'s. */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Empty when the JVM was not started with {@code java -jar} on the launcher's jar. */
    static Optional<Instrumentation> instrumentation() {
        return Optional.ofNullable(instrumentation);
    }
}
