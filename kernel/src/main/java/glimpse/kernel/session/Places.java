package glimpse.kernel.session;

import glimpse.cluster.closure.SourceLines;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Which class came from which lines of which cell. Used with JShell's lock held; JShell itself tells how its wrapping moves lines.
 */
final class Places {
    private final JShell shell;

    /** By the id of the snippet. */
    private final Map<String, Place> snippets = new HashMap<>();

    /** By the binary name of the class around a snippet; earlier versions stay, as code that was kept may run. */
    private final Map<String, SourceLines> classes = new HashMap<>();

    /** The innermost first: a snippet may evaluate others. */
    private final Deque<Place> evaluating = new ArrayDeque<>();

    Places(JShell shell) {
        this.shell = shell;
    }

    private record Place(String cell, String code, int offset) {
        int line(int position) {
            int end = Math.max(0, Math.min(offset + position, code.length()));
            return (int) code.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
        }
    }

    /** Snippets that appear from here on come from this piece of this cell. */
    void begin(String cell, String code, int offset) {
        evaluating.push(new Place(cell, code, offset));
    }

    /** A snippet of an earlier cell is run again, as this piece of this cell. */
    void again(Snippet snippet) {
        snippets.put(snippet.id(), evaluating.peek());
        note(snippet);
    }

    /** Notes the snippets that the piece that began last has made or changed. */
    void end(List<SnippetEvent> events) {
        events.forEach(event -> note(event.snippet()));
        evaluating.pop();
    }

    private void note(Snippet snippet) {
        if (!snippets.containsKey(snippet.id()) && !evaluating.isEmpty()) {
            snippets.put(snippet.id(), evaluating.peek());
        }
        Place place = snippets.get(snippet.id());
        if (place != null && shell.status(snippet).isActive() && snippet.kind() != Snippet.Kind.IMPORT) {
            SnippetWrapper wrapper = shell.sourceCodeAnalysis().wrapper(snippet);
            classes.put(wrapper.fullClassName(), new SourceLines(place.cell(), lines(wrapper, place)));
        }
    }

    private static IntUnaryOperator lines(SnippetWrapper wrapper, Place place) {
        return line -> {
            String source = wrapper.wrapped();
            int position = 0;
            for (int i = 1; i < line && position >= 0; i++) {
                position = source.indexOf('\n', position) + 1;
            }
            int end = source.indexOf('\n', position);
            return place.line(wrapper.wrappedToSourcePosition(end < 0 ? position : end));
        };
    }

    /** A line of a cell; empty if several pieces of code that go by the cell's name have one at that place. */
    Optional<String> line(String cell, int number) {
        List<String> found = snippets.values().stream()
                .filter(place -> place.cell().equals(cell))
                .map(Place::code)
                .distinct()
                .flatMap(code -> code.lines().skip(Math.max(0, number - 1)).limit(1))
                .filter(line -> !line.isBlank())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The lines of a class that came from a snippet, also of one nested in it. */
    Optional<SourceLines> lines(String binaryName) {
        int nested = binaryName.indexOf('$', "REPL.$JShell$".length());
        String wrapper = nested < 0 ? binaryName : binaryName.substring(0, nested);
        if (!evaluating.isEmpty() && !classes.containsKey(wrapper)) {
            shell.snippets().forEach(this::note);
        }
        return Optional.ofNullable(classes.get(wrapper));
    }
}
