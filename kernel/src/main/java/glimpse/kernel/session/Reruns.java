package glimpse.kernel.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.EvalException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;

/**
 * Expressions and statements that are compiled already: one that comes again, when nothing has been declared since, is run without the
 * compiler. Used with JShell's lock held.
 */
final class Reruns {
    private static final int KEPT = 100;

    private final Map<String, Snippet> bySource = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Snippet> eldest) {
            return size() > KEPT;
        }
    };

    /** What was compiled from the same text. */
    Optional<Snippet> find(String source) {
        return Optional.ofNullable(bySource.get(source));
    }

    /** Notes what an evaluation has compiled; a declaration may change the meaning of everything before it. */
    void evaluated(String source, List<SnippetEvent> events) {
        if (!events.stream().map(SnippetEvent::snippet).allMatch(Reruns::declaresNothing)) {
            bySource.clear();
        } else if (events.size() == 1 && hasRun(events.get(0))) {
            bySource.put(source, events.get(0).snippet());
        }
    }

    private static boolean declaresNothing(Snippet snippet) {
        return snippet.kind() == Kind.EXPRESSION
                || snippet.kind() == Kind.STATEMENT
                || snippet.kind() == Kind.ERRONEOUS
                || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    private static boolean hasRun(SnippetEvent event) {
        return event.status() == Status.VALID
                && event.snippet().kind() != Kind.ERRONEOUS
                && (event.exception() == null || event.exception() instanceof EvalException);
    }

    void forget(Snippet dropped) {
        bySource.values().remove(dropped);
    }

    void clear() {
        bySource.clear();
    }
}
