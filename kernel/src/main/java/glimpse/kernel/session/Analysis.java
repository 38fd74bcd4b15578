package glimpse.kernel.session;

import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Answers about code that does not run. */
final class Analysis {
    private static final Pattern NAME =
            Pattern.compile("\\b[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*");
    private static final Set<Snippet.Kind> STATEMENTS =
            Set.of(Snippet.Kind.VAR, Snippet.Kind.EXPRESSION, Snippet.Kind.STATEMENT);

    private static final Pattern LAST_NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*$");

    private static final Pattern OWN_PACKAGE = Pattern.compile("\\bglimpse\\.(?:[a-z]\\w*\\.)+");

    /** Annotations alone, with the semicolon that JShell adds to them: what they are of is still to come. */
    private static final Pattern ANNOTATIONS = Pattern.compile("(?s)\\s*(?:@[\\w.]+\\s*(?:\\([^)]*\\)\\s*)?)+;\\s*");

    private final SourceCodeAnalysis analysis;
    private final StartImports imports;
    private final Signatures signatures;
    private final SourceDocs sources;

    Analysis(JShell shell, StartImports imports, ClassLoader loader, SourceDocs sources) {
        analysis = shell.sourceCodeAnalysis();
        this.imports = imports;
        signatures = new Signatures(shell, imports, loader);
        this.sources = sources;
    }

    SourceCodeAnalysis source() {
        return analysis;
    }

    Completions complete(String code, int cursor) {
        Piece piece = pieceBefore(code, cursor);
        int[] anchor = {piece.source().length()};
        List<Suggestion> found =
                analysis.completionSuggestions(piece.source(), piece.source().length(), anchor);
        Map<String, String> known =
                found.isEmpty() ? Map.of() : signatures.at(piece.source().substring(0, anchor[0]));
        List<Completions.Item> items = new ArrayList<>();
        for (boolean matching : new boolean[] {true, false}) {
            TreeSet<String> texts = new TreeSet<>();
            found.stream()
                    .filter(each -> each.matchesType() == matching)
                    .map(Suggestion::continuation)
                    .forEach(texts::add);
            items.stream().map(Completions.Item::text).forEach(texts::remove);
            texts.forEach(text -> items.add(item(text, known)));
        }
        return new Completions(piece.offset() + anchor[0], cursor, items);
    }

    private static Completions.Item item(String text, Map<String, String> known) {
        Matcher name = NAME.matcher(text);
        String signature = name.lookingAt() ? known.getOrDefault(name.group(), "") : "";
        return new Completions.Item(text, kind(text, signature), signature);
    }

    /** Jupyter's name for what it is. */
    private static String kind(String text, String signature) {
        if (text.endsWith("(") || text.endsWith(")")) {
            return "function";
        }
        if (SourceVersion.isKeyword(text.strip())) {
            return "keyword";
        }
        if (!signature.isEmpty()) {
            return "instance";
        }
        return Character.isUpperCase(text.charAt(0)) ? "class" : "instance";
    }

    Optional<Inspection> inspect(String code, int cursor, boolean javadoc) {
        Piece piece = pieceBefore(code, cursor);
        List<Documentation> found =
                analysis.documentation(piece.source(), piece.source().length(), javadoc);
        if (found.isEmpty()) {
            String call = piece.source() + "(";
            found = analysis.documentation(call, call.length(), javadoc);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String lines = String.join(
                "\n",
                found.stream().map(Documentation::signature).map(this::readable).toList());
        return Optional.of(new Inspection(lines, javadoc ? javadoc(found, piece.source()) : ""));
    }

    /** The signature of a method without the packages of what is imported and of the calls that every session has. */
    private String readable(String signature) {
        return signature.contains("(")
                ? imports.shortened(OWN_PACKAGE.matcher(signature).replaceAll(""))
                : signature;
    }

    private String javadoc(List<Documentation> found, String code) {
        return found.stream()
                .map(Documentation::javadoc)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElseGet(() -> javadocOfLibrary(code));
    }

    private String javadocOfLibrary(String code) {
        String typed = code.replaceFirst("\\($", "");
        Matcher name = LAST_NAME.matcher(typed);
        if (!name.find()) {
            return "";
        }
        return signatures
                .named(typed, name.group())
                .map(each -> sources.comment(each.type(), each.member()))
                .orElse("");
    }

    Completeness completeness(String code) {
        List<Piece> pieces = Piece.cut(code, analysis);
        for (Piece piece : pieces) {
            switch (piece.completeness()) {
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return new Completeness.Incomplete(indent(code));
                }
                case UNKNOWN -> {
                    return new Completeness.Invalid();
                }
                default -> {
                    if (ANNOTATIONS.matcher(piece.source()).matches()) {
                        return new Completeness.Incomplete(indent(code));
                    }
                    if (isErroneous(piece) && !Syntax.isRight(piece.source())) {
                        return new Completeness.Invalid();
                    }
                }
            }
        }
        return new Completeness.Complete();
    }

    private boolean isErroneous(Piece piece) {
        return analysis.sourceToSnippets(piece.source()).stream()
                .anyMatch(each -> each.kind() == Snippet.Kind.ERRONEOUS);
    }

    private static String indent(String code) {
        String line = code.substring(code.stripTrailing().lastIndexOf('\n') + 1);
        String before = line.substring(0, line.length() - line.stripLeading().length());
        return line.stripTrailing().endsWith("{") ? before + "    " : before;
    }

    /** The statement that is being typed; with the statements before it if it names what they may declare. */
    private Piece pieceBefore(String code, int cursor) {
        String typed = code.substring(0, cursor);
        List<Piece> pieces = Piece.cut(typed, analysis);
        if (pieces.isEmpty()) {
            return new Piece(typed, 0, cursor, SourceCodeAnalysis.Completeness.EMPTY);
        }
        int first = pieces.size() - 1;
        Set<String> names = names(pieces.get(first).source());
        for (int i = first - 1; i >= 0 && isStatement(pieces.get(i)); i--) {
            if (names(pieces.get(i).source()).stream().anyMatch(names::contains)) {
                first = i;
            }
        }
        int offset = pieces.get(first).offset();
        return new Piece(typed.substring(offset), offset, cursor, SourceCodeAnalysis.Completeness.UNKNOWN);
    }

    private static Set<String> names(String source) {
        return NAME.matcher(source).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** Whether it could stand in a method, where JShell puts what is being typed. */
    private boolean isStatement(Piece piece) {
        return analysis.sourceToSnippets(piece.source()).stream().allMatch(each -> STATEMENTS.contains(each.kind()));
    }
}
