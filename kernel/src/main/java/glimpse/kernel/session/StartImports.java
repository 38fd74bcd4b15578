package glimpse.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/**
 * The imports that every session has, as one snippet: evaluated one by one, they are half of a kernel's start. An import of a user's for one of
 * these names takes its place, as it would if they were snippets of their own. Used with JShell's lock held.
 */
final class StartImports {
    /** JShell names a snippet of several imports by the first: one that nobody has a reason to write. */
    private static final String FIRST = "import java.lang.Object;";

    private static final Pattern SINGLE = Pattern.compile("import\\s+(static\\s+)?[\\w.\\s]+?\\.\\s*(\\w+)\\s*;");

    private static final Pattern QUALIFIED = Pattern.compile("(?<![\\w.])((?:[a-z]\\w*\\.)+)(\\w+)");

    private final JShell shell;
    private List<String> names;
    private Optional<String> replaced = Optional.empty();
    private Snippet snippet;

    private StartImports(JShell shell, List<String> names) {
        this.shell = shell;
        this.names = names;
    }

    /** Evaluates {@code names}: {@code java.util.*}, {@code static java.lang.Math.PI}. */
    static StartImports of(JShell shell, List<String> names) {
        StartImports imports = new StartImports(shell, names);
        imports.evaluate();
        return imports;
    }

    private void evaluate() {
        String source = names.stream().map(each -> "import " + each + ";").collect(Collectors.joining(" "));
        snippet = shell.eval(FIRST + " " + source).get(0).snippet();
    }

    boolean are(Snippet other) {
        return other.equals(snippet);
    }

    /** Before an evaluation: an import of a name that is imported here for something else would be an error. */
    void giveWay(String source) {
        Matcher single = SINGLE.matcher(source);
        if (!single.lookingAt()) {
            return;
        }
        boolean ofMember = single.group(1) != null;
        replaced = names.stream()
                .filter(each -> each.endsWith("." + single.group(2)) && each.startsWith("static ") == ofMember)
                .findFirst();
        replaced.ifPresent(name -> {
            names = names.stream().filter(each -> !each.equals(name)).toList();
            evaluate();
        });
    }

    /** After an evaluation: an import that was refused has replaced nothing, and one of {@link #FIRST} must not replace all. */
    void evaluated(List<SnippetEvent> events) {
        boolean refused = events.stream().anyMatch(each -> each.status() == Status.REJECTED);
        if (refused && replaced.isPresent()) {
            List<String> restored = new ArrayList<>(names);
            restored.add(replaced.get());
            names = List.copyOf(restored);
            evaluate();
        } else if (!shell.status(snippet).isActive()) {
            evaluate();
        }
        replaced = Optional.empty();
    }

    /** A type as JShell writes it, without the packages that are imported here: {@code List<String>}. */
    String shortened(String type) {
        return QUALIFIED
                .matcher(type)
                .replaceAll(name -> names.contains(name.group(1) + "*") || names.contains(name.group())
                        ? name.group(2)
                        : name.group());
    }

    /** The imports that hold now, the session's own and the users': {@code static java.lang.Math.PI}. */
    Stream<String> all() {
        Stream<String> ofUser = shell.imports()
                .filter(each -> !each.equals(snippet))
                .map(each -> (each.isStatic() ? "static " : "") + each.fullname());
        return Stream.concat(names.stream(), ofUser);
    }
}
