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
 * @param end where the rest of the cell begins
 * @param completeness what JShell thinks of it
 */
record Piece(String source, int offset, int end, Completeness completeness) {
    /** After the end of a line: what cannot go on with the expression on that line. */
    private static final Pattern BEGINS_STATEMENT =
            Pattern.compile("\\s+(?!(?:instanceof|else|catch|finally|while)\\b)[\\p{javaJavaIdentifierStart}0-9\"'@]");

    private static final Pattern LEADING_COMMENTS =
            Pattern.compile("(?:\\s++|//[^\n]*+|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+");

    /** Cuts a cell into snippets; what cannot be cut is the last piece. Comments alone are no piece. */
    static List<Piece> cut(String code, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        Optional<Piece> next = next(code, 0, analysis);
        while (next.isPresent()) {
            Piece piece = isWrong(next.get(), analysis)
                    ? next.get().completeLines(code, analysis).orElse(next.get())
                    : next.get();
            pieces.add(piece);
            next = next(code, piece.end(), analysis);
        }
        return pieces;
    }

    /** The first snippet from {@code from} on, with as many lines as might belong to it; empty if only comments are left. */
    static Optional<Piece> next(String code, int from, SourceCodeAnalysis analysis) {
        String rest = withoutLeadingComments(code.substring(from));
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        int offset = code.length() - rest.length();
        CompletionInfo info = analysis.analyzeCompletion(rest);
        if (info.completeness() == Completeness.EMPTY) {
            return Optional.empty();
        }
        return Optional.of(
                info.completeness().isComplete()
                        ? new Piece(
                                info.source(),
                                offset,
                                code.length() - info.remaining().length(),
                                info.completeness())
                        : new Piece(rest, offset, code.length(), info.completeness()));
    }

    /** From the first token on: JShell counts lines from there. A comment that does not end stays. */
    private static String withoutLeadingComments(String code) {
        Matcher comments = LEADING_COMMENTS.matcher(code);
        return comments.lookingAt() ? code.substring(comments.end()) : code;
    }

    /** Several lines that are no snippet together. */
    private static boolean isWrong(Piece piece, SourceCodeAnalysis analysis) {
        return switch (piece.completeness()) {
            case UNKNOWN -> true;
            case COMPLETE, COMPLETE_WITH_SEMI ->
                piece.source().strip().indexOf('\n') >= 0
                        && analysis.sourceToSnippets(piece.source()).stream()
                                .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
            default -> false;
        };
    }

    /**
     * For lines that are no snippet together: the first of them that are one by themselves. The semicolon at the end of a line may be missing,
     * as in jshell.
     */
    Optional<Piece> completeLines(String code, SourceCodeAnalysis analysis) {
        for (int lineEnd = code.indexOf('\n', offset); lineEnd >= 0; lineEnd = code.indexOf('\n', lineEnd + 1)) {
            CompletionInfo info = analysis.analyzeCompletion(code.substring(offset, lineEnd + 1));
            boolean complete = info.completeness() == Completeness.COMPLETE
                    || info.completeness() == Completeness.COMPLETE_WITH_SEMI;
            if (complete
                    && info.remaining().isBlank()
                    && BEGINS_STATEMENT
                            .matcher(code)
                            .region(lineEnd, code.length())
                            .lookingAt()) {
                return Optional.of(new Piece(info.source(), offset, lineEnd + 1, info.completeness()));
            }
        }
        return Optional.empty();
    }
}
