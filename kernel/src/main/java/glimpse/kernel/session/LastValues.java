package glimpse.kernel.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * The values of the last cells under the names that IPython has for them: {@code _}, {@code __} and {@code ___} for the last three, {@code _3} and
 * {@code Out[3]} for that of cell 3. Only where the compiler knows nothing of such a name is it taken for one of these. Used with JShell's
 * lock held.
 */
final class LastValues {
    /** What to say of a value that is not there. */
    static final String HINT = "of the values of cells the last four are kept; a variable keeps one for longer";

    private static final int KEPT = 4;
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w$])(?:_(\\d+)|Out\\s*\\[\\s*(\\d+)\\s*\\]|(_{1,3}))(?![\\w$])");

    private final JShell shell;
    private final Deque<Shown> shown = new ArrayDeque<>();

    /** @param variable what holds the value */
    private record Shown(String cell, String variable) {}

    LastValues(JShell shell) {
        this.shell = shell;
    }

    /** Whether the code may name one. */
    static boolean mayBeIn(String source) {
        return NAME.matcher(source).find();
    }

    /** Whether one is named at that place. */
    static boolean isAt(String source, int position) {
        return beginsAt(position, NAME.matcher(source));
    }

    private static boolean beginsAt(int position, Matcher name) {
        return position >= 0 && position < name.regionEnd() && name.find(position) && name.start() == position;
    }

    /** Notes the last piece of a cell so far, which may have a value. */
    void evaluated(String cell, List<SnippetEvent> events) {
        shown.removeIf(each -> each.cell().equals(cell));
        if (!events.isEmpty() && events.get(0).exception() == null) {
            evaluated(cell, events.get(0).snippet());
        }
    }

    /** Notes a piece that has come to its end. */
    void evaluated(String cell, Snippet piece) {
        variable(piece).ifPresent(name -> {
            shown.removeIf(each -> each.variable().equals(name)); // the same expression again: its value is another now
            shown.push(new Shown(cell, name));
        });
        while (shown.size() > KEPT) {
            shown.removeLast();
        }
    }

    private static Optional<String> variable(Snippet piece) {
        if (piece instanceof ExpressionSnippet named && piece.subKind() == SubKind.VAR_VALUE_SUBKIND) {
            return Optional.of(named.name());
        }
        return piece instanceof VarSnippet made
                        && piece.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        && !Assignment.is(piece.source())
                ? Optional.of(made.name())
                : Optional.empty();
    }

    /** The source with the variable in place of such a name that the compiler has refused. */
    Optional<String> repaired(String source, List<Diag> problems) {
        for (Diag each : problems) {
            Matcher name = NAME.matcher(source);
            int at = (int) each.getStartPosition();
            if (each.isError() && beginsAt(at, name)) {
                Optional<String> variable = variable(name);
                if (variable.isPresent()) {
                    return Optional.of(source.substring(0, at) + variable.get() + source.substring(name.end()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> variable(Matcher name) {
        String number = name.group(1) == null ? name.group(2) : name.group(1);
        Predicate<Shown> ofThatCell = each -> each.cell().equals("cell " + number);
        return shown.stream()
                .filter(number == null ? each -> true : ofThatCell)
                .skip(number == null ? name.group(3).length() - 1 : 0)
                .map(Shown::variable)
                .findFirst()
                .filter(variable ->
                        shell.variables().anyMatch(each -> each.name().equals(variable)));
    }
}
