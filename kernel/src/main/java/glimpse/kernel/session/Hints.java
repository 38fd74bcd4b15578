package glimpse.kernel.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What to do about a name that the compiler does not know: an import, or a name that is near. Used with JShell's lock held. */
final class Hints {
    private static final String UNKNOWN_SYMBOL = "compiler.err.cant.resolve";
    private static final String UNKNOWN_PACKAGE = "compiler.err.doesnt.exist";
    private static final Pattern LAST_NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*$");
    private static final int MAX_IMPORTS = 3;

    /** Names so short differ by a letter on purpose. */
    private static final int SHORT = 3;

    private static final int INDEX_STEPS = 60;
    private static final int INDEX_STEP_MILLIS = 50;

    private final SourceCodeAnalysis analysis;

    Hints(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** One line each; none for anything but an unknown name. */
    List<String> of(Diag diag, String source) {
        if (LastValues.isAt(source, (int) diag.getStartPosition())) {
            return List.of(LastValues.HINT);
        }
        boolean unknown = diag.getCode() != null && diag.getCode().startsWith(UNKNOWN_SYMBOL);
        Optional<Matcher> name = unknown ? name(diag, source) : Optional.empty();
        if (name.isEmpty()) {
            return UNKNOWN_PACKAGE.equals(diag.getCode())
                    ? List.of("is a jar missing on the class path? %maven or %classpath adds one")
                    : List.of();
        }
        List<String> hints = new ArrayList<>();
        int start = name.get().start();
        if (!isMember(source, start)) {
            imports(source, name.get().end()).forEach(each -> hints.add("import " + each + ";"));
        }
        near(name.get().group(), namesAt(source, start)).ifPresent(hints::add);
        return hints;
    }

    /** What to do about something undeclared that a declaration waits for: {@code class Strin}, {@code method helper(int)}. */
    List<String> ofMissing(String dependency) {
        String name = dependency.replaceFirst("\\(.*", "").replaceFirst("^.* ", "");
        List<String> hints = new ArrayList<>();
        if (dependency.startsWith("class ")) {
            imports(name, name.length()).forEach(each -> hints.add("import " + each + ";"));
        }
        if (name.length() > SHORT) {
            near(name, namesAt("", 0)).ifPresent(hints::add);
        }
        return hints;
    }

    private static Optional<String> near(String typed, Collection<String> names) {
        List<String> near = NearNames.of(typed, names);
        return near.isEmpty() ? Optional.empty() : Optional.of("did you mean " + String.join(" or ", near) + "?");
    }

    private static Optional<Matcher> name(Diag diag, String source) {
        int end = (int) Math.min(Math.max(0, diag.getEndPosition()), source.length());
        Matcher name = LAST_NAME.matcher(source.substring(0, end));
        return name.find() ? Optional.of(name) : Optional.empty();
    }

    private static boolean isMember(String source, int start) {
        return source.substring(0, start).stripTrailing().endsWith(".");
    }

    private List<String> imports(String source, int end) {
        QualifiedNames names = indexed(source, end);
        return names.isResolvable()
                ? List.of()
                : names.getNames().stream()
                        .sorted(Comparator.comparing((String each) -> !each.startsWith("java."))
                                .thenComparing(String::length)
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(MAX_IMPORTS)
                        .toList();
    }

    /** JShell makes its index of all classes in the background, for a second after its start. */
    private QualifiedNames indexed(String source, int end) {
        QualifiedNames names = analysis.listQualifiedNames(source, end);
        try {
            for (int i = 0; i < INDEX_STEPS && !names.isUpToDate(); i++) {
                TimeUnit.MILLISECONDS.sleep(INDEX_STEP_MILLIS);
                names = analysis.listQualifiedNames(source, end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return names;
    }

    private Collection<String> namesAt(String source, int start) {
        return analysis.completionSuggestions(source.substring(0, start), start, new int[1]).stream()
                .map(Suggestion::continuation)
                .map(each -> each.replaceAll("\\W.*$", ""))
                .toList();
    }
}
