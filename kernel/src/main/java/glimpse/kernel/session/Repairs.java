package glimpse.kernel.session;

import java.util.List;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/** Evaluates what is typed, and once more in other words where the compiler refuses what people expect to work. Used with JShell's lock held. */
final class Repairs {
    private Repairs() {}

    static List<SnippetEvent> eval(JShell shell, String source, LastValues values) {
        List<SnippetEvent> events = shell.eval(source);
        Optional<String> repaired = events.stream()
                .filter(each -> each.status() == Status.REJECTED)
                .findFirst()
                .map(each -> shell.diagnostics(each.snippet()).toList())
                .flatMap(problems -> repaired(source, problems, values));
        return repaired.isPresent() ? eval(shell, repaired.get(), values) : events;
    }

    private static Optional<String> repaired(String source, List<Diag> problems, LastValues values) {
        return RecordConstructors.repaired(source, problems).or(() -> values.repaired(source, problems));
    }
}
