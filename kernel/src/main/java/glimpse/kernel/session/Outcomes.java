package glimpse.kernel.session;

import glimpse.kernel.cell.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/** JShell's events made into outcomes. */
final class Outcomes {
    /** A line of the compiler's about the class around a snippet, whose name JShell takes out. */
    private static final Pattern NO_LOCATION = Pattern.compile("\\R[ \\t]*location:[ \\t]+class[ \\t]*(?=\\R|$)");

    private final JShell shell;
    private final StartImports imports;
    private final CellRuns runs;
    private final Traces traces;

    Outcomes(JShell shell, StartImports imports, CellRuns runs, Traces traces) {
        this.shell = shell;
        this.imports = imports;
        this.runs = runs;
        this.traces = traces;
    }

    /** What came of one piece of a cell. */
    Outcome of(List<SnippetEvent> events, Piece piece, Cell cell) {
        if (runs.interrupted()) {
            return new Outcome.Interrupted();
        }
        for (SnippetEvent event : events) {
            if (event.status() == Status.REJECTED) {
                return new Outcome.NotCompiled(problems(event.snippet(), piece, cell));
            }
            if (event.exception() instanceof UnresolvedReferenceException unresolved) {
                return new Outcome.Threw(withoutTrace(new IllegalStateException(notCallable(unresolved.getSnippet()))));
            }
            if (event.exception() != null) {
                return threw(runs.thrown());
            }
        }
        return events.isEmpty()
                ? new Outcome.NoValue(List.of())
                : value(events.get(0).snippet());
    }

    /** What came of a snippet that was run again. */
    Outcome again(Snippet snippet) {
        return runs.interrupted() ? new Outcome.Interrupted() : value(snippet);
    }

    /** What came of code that threw; cuts the traces. */
    Outcome threw(Throwable thrown) {
        traces.clean(thrown);
        return new Outcome.Threw(thrown);
    }

    private Outcome value(Snippet snippet) {
        if (snippet instanceof VarSnippet made && snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            if (Assignment.is(snippet.source())) {
                return new Outcome.NoValue(List.of());
            }
            return new Outcome.Value(runs.value(), imports.shortened(made.typeName()));
        }
        return snippet instanceof ExpressionSnippet expression && snippet.subKind() != SubKind.ASSIGNMENT_SUBKIND
                ? new Outcome.Value(runs.value(), imports.shortened(expression.typeName()))
                : new Outcome.NoValue(List.of());
    }

    /** What came of a whole cell, when {@code last} came of its last piece. */
    Outcome ended(List<SnippetEvent> events, Outcome last) {
        if (!(last instanceof Outcome.NoValue)) {
            return last;
        }
        List<String> notices = new ArrayList<>();
        for (SnippetEvent event : events) {
            Status status = shell.status(event.snippet());
            if (event.causeSnippet() == null
                    && event.snippet() instanceof DeclarationSnippet declaration
                    && (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED)) {
                notices.add(notCallable(declaration));
            }
        }
        return new Outcome.NoValue(notices);
    }

    /** What the session says, not code: its place says nothing. */
    private static Throwable withoutTrace(Throwable notice) {
        notice.setStackTrace(new StackTraceElement[0]);
        return notice;
    }

    private String notCallable(DeclarationSnippet declaration) {
        List<String> missing = shell.unresolvedDependencies(declaration).toList();
        Hints hints = new Hints(shell.sourceCodeAnalysis());
        return declaration.name() + " cannot be used until " + String.join(", ", missing) + " is declared"
                + missing.stream()
                        .flatMap(each -> hints.ofMissing(each).stream())
                        .map(hint -> "\n  " + hint)
                        .collect(Collectors.joining());
    }

    private List<Problem> problems(Snippet snippet, Piece piece, Cell cell) {
        return shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(each -> problem(each, piece, cell))
                .toList();
    }

    private Problem problem(Diag diag, Piece piece, Cell cell) {
        String code = cell.code();
        int start = clamp(piece.offset() + start(diag, piece.source()), code);
        int end = clamp(piece.offset() + (int) diag.getEndPosition(), code);
        int lineStart = code.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
        if (start > 0 && code.charAt(start - 1) == '\n') {
            lineStart = start;
        }
        int lineEnd = code.indexOf('\n', start) < 0 ? code.length() : code.indexOf('\n', start);
        int line = (int) code.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        int length = Math.max(1, Math.min(end, lineEnd) - start);
        return new Problem(
                NO_LOCATION.matcher(diag.getMessage(Locale.ROOT)).replaceAll("").strip(),
                cell.name(),
                line,
                start - lineStart + 1,
                length,
                code.substring(lineStart, lineEnd),
                new Hints(shell.sourceCodeAnalysis()).of(diag, piece.source()));
    }

    /** Where the marker begins: of a member that is unknown, at its name, not at what it would be a member of. */
    private static int start(Diag diag, String source) {
        int dot = (int) diag.getPosition();
        boolean member = dot > diag.getStartPosition() && dot < diag.getEndPosition() && source.startsWith(".", dot);
        return member ? dot + 1 : (int) diag.getStartPosition();
    }

    private static int clamp(int position, String code) {
        return Math.max(0, Math.min(position, code.length()));
    }
}
