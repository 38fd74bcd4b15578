package glimpse.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * One snippet's text within a cell.
 *
 * @param source as JShell takes it: with white space before it, a missing last semicolon added
 * @param offset where it begins in the cell
 * @param completeness what JShell thinks of it
 */
record Piece(String source, int offset, Completeness completeness) {

    /** After the end of a line: what cannot go on with the expression on that line. */
    private static final Pattern BEGINS_STATEMENT =
            Pattern.compile("\\s+(?!(?:instanceof|else|catch|finally|while)\\b)[\\p{javaJavaIdentifierStart}0-9\"'@]");

    private static final Pattern LEADING_COMMENTS =
            Pattern.compile("(?:\\s++|//[^\n]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+");

    /** Cuts a cell into snippets; what cannot be cut is the last piece. Comments alone are no piece. */
    static List<Piece> cut(String code, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        String rest = withoutLeadingComments(code);
        while (!rest.isEmpty()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (isWrong(info, analysis)) {
                info = completeLines(rest, analysis).orElse(info);
            }
            int offset = code.length() - rest.length();
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            if (!info.completeness().isComplete()) {
                pieces.add(new Piece(rest, offset, info.completeness()));
                break;
            }
            pieces.add(new Piece(info.source(), offset, info.completeness()));
            rest = withoutLeadingComments(info.remaining());
        }
        return pieces;
    }

    /** From the first token on: JShell counts lines from there. A comment that does not end stays. */
    private static String withoutLeadingComments(String code) {
        Matcher comments = LEADING_COMMENTS.matcher(code);
        return comments.lookingAt() ? code.substring(comments.end()) : code;
    }

    /** Several lines that are no snippet together. */
    private static boolean isWrong(CompletionInfo info, SourceCodeAnalysis analysis) {
        return switch (info.completeness()) {
            case UNKNOWN -> true;
            case COMPLETE, COMPLETE_WITH_SEMI ->
                info.source().strip().indexOf('\n') >= 0
                        && analysis.sourceToSnippets(info.source()).stream()
                                .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
            default -> false;
        };
    }

    /** The first lines that are a snippet by themselves: the semicolon at the end of a line may be missing, as in jshell. */
    private static Optional<CompletionInfo> completeLines(String code, SourceCodeAnalysis analysis) {
        for (int end = code.indexOf('\n'); end >= 0; end = code.indexOf('\n', end + 1)) {
            String lines = code.substring(0, end + 1);
            CompletionInfo info = analysis.analyzeCompletion(lines);
            boolean complete = info.completeness() == Completeness.COMPLETE
                    || info.completeness() == Completeness.COMPLETE_WITH_SEMI;
            if (complete
                    && info.remaining().isBlank()
                    && BEGINS_STATEMENT.matcher(code).region(end, code.length()).lookingAt()) {
                return Optional.of(new LineInfo(info.completeness(), info.source(), code.substring(end + 1)));
            }
        }
        return Optional.empty();
    }

    /** What the analysis would have said of {@code source} if it had known that it ends there. */
    private record LineInfo(Completeness completeness, String source, String remaining) implements CompletionInfo {}
}
