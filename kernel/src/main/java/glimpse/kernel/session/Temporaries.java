package glimpse.kernel.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * The variables {@code $1}, {@code $2}, … that JShell makes for values of expressions. Every one that lives is a class file which each later
 * compilation reads, and holds its value: so only the last few stay, and those that other code names. Used with JShell's lock held.
 */
final class Temporaries {
    private static final int KEPT = 4;

    private final JShell shell;
    private final LoadedClasses classes;
    private final Reruns reruns;
    private final Deque<VarSnippet> kept = new ArrayDeque<>();

    Temporaries(JShell shell, LoadedClasses classes, Reruns reruns) {
        this.shell = shell;
        this.reruns = reruns;
        this.classes = classes;
    }

    /** Notes those that an evaluation made, and drops the oldest. */
    void evaluated(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.snippet() instanceof VarSnippet made
                    && made.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                    && shell.status(made).isActive()) {
                kept.add(made);
            }
        }
        while (kept.size() > KEPT) {
            drop(kept.remove());
        }
    }

    private void drop(VarSnippet oldest) {
        boolean named = shell.sourceCodeAnalysis().dependents(oldest).stream()
                .anyMatch(each -> shell.status(each).isActive());
        if (!named) {
            classes.forget(shell, oldest);
            reruns.forget(oldest);
            shell.drop(oldest);
        }
    }
}
