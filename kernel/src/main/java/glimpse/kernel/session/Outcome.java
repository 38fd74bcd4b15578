package glimpse.kernel.session;

import java.util.List;

/** How a cell of Java ended. Immutable but for the value itself. */
public sealed interface Outcome {

    /**
     * The cell ended with an expression.
     *
     * @param value the object itself, may be null
     * @param typeName its declared type as the user would write it, {@code List<String>}
     */
    record Value(Object value, String typeName) implements Outcome {}

    /**
     * The cell ended with a declaration, an assignment, a statement or an import.
     *
     * @param notices what the user should know: methods that cannot be called yet, because they refer to what is not declared
     * @param kept what code gets that asks for it, though nobody is shown it: {@code List<String> jars = %jars lib/*}; may be null
     */
    record NoValue(List<String> notices, Object kept) implements Outcome {
        public NoValue {
            notices = List.copyOf(notices);
        }

        public NoValue(List<String> notices) {
            this(notices, null);
        }
    }

    /** The cell did not come to its end. */
    sealed interface Failed extends Outcome {}

    /** A snippet did not compile; those before it have run. */
    record NotCompiled(List<Problem> problems) implements Failed {
        public NotCompiled {
            problems = List.copyOf(problems);
        }
    }

    /**
     * A snippet threw. The stack traces of the exception and its causes are already cut at the user's code and name cells and lines.
     */
    record Threw(Throwable exception) implements Failed {}

    /** The cell was stopped by {@link JavaSession#interrupt()}. */
    record Interrupted() implements Outcome {}
}
