package glimpse.kernel.session;

import java.util.ArrayList;
import java.util.List;
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

    /** Cuts a cell into snippets; what cannot be cut is the last piece. Comments alone are no piece. */
    static List<Piece> cut(String code, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            int offset = code.length() - rest.length();
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            if (!info.completeness().isComplete()) {
                pieces.add(new Piece(rest, offset, info.completeness()));
                break;
            }
            pieces.add(new Piece(info.source(), offset, info.completeness()));
            rest = info.remaining();
        }
        return pieces;
    }
}
