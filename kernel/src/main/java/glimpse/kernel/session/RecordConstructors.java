package glimpse.kernel.session;

import java.util.List;
import java.util.Optional;
import jdk.jshell.Diag;

/**
 * Records as they are written anywhere else: JShell makes a snippet's record public and then refuses a canonical constructor that is not.
 */
final class RecordConstructors {
    private static final String CODE = "compiler.err.invalid.canonical.constructor.in.record";

    private RecordConstructors() {}

    /** The source with {@code public} before the constructor that was refused; empty if that is not what is wrong. */
    static Optional<String> repaired(String source, List<Diag> problems) {
        for (Diag each : problems) {
            int at = (int) each.getStartPosition();
            if (each.isError() && CODE.equals(each.getCode()) && hasNoModifier(source, at)) {
                return Optional.of(source.substring(0, at) + "public " + source.substring(at));
            }
        }
        return Optional.empty();
    }

    private static boolean hasNoModifier(String source, int at) {
        if (at < 0 || at >= source.length() || !Character.isJavaIdentifierStart(source.charAt(at))) {
            return false;
        }
        String before = source.substring(0, at).stripTrailing();
        return (before.endsWith("{") || before.endsWith("}") || before.endsWith(";") || before.endsWith("/"))
                && source.substring(at).matches("(?s)\\w+\\s*[({].*");
    }
}
