package glimpse.kernel.session;

import glimpse.cluster.closure.SessionClasses;
import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl.StoppedException;

/**
 * Java that is typed in pieces: each cell sees what earlier ones declared. {@link #run} is called for one cell at a time;
 * {@link #interrupt} and the analysing methods from any thread, also while a cell runs. Lives until {@link #close}.
 */
public final class JavaSession implements AutoCloseable {
    private final CellRuns runs;
    private final SessionShell shell;
    private final LoadedClasses classes;

    private JavaSession(SessionOptions options) {
        SnippetLoader loader = new SnippetLoader(JavaSession.class.getClassLoader());
        runs = new CellRuns(loader);
        shell = new SessionShell(new SnippetControl(loader, runs), runs);
        classes = new LoadedClasses(loader, shell);
        shell.start(options, classes);
    }

    /** Starts a session; what takes long goes on behind, and the first cell waits for it. */
    public static JavaSession open(SessionOptions options) {
        return new JavaSession(options);
    }

    /** Runs the snippets of a cell in order until the first that fails. Never throws for an error of the user's. */
    public Outcome run(Cell cell) {
        runs.begin(cell.name(), shell.lock());
        try {
            return runPieces(cell);
        } finally {
            runs.end();
        }
    }

    /** Runs code that a cell has left behind as a cell of its own. No other may run. */
    public Outcome call(String cell, Callable<?> body) {
        runs.begin(cell, shell.lock());
        try {
            return new Outcome.Value(runs.call(body), Object.class.getName());
        } catch (StoppedException e) {
            return new Outcome.Interrupted();
        } catch (ExecutionException e) {
            return locked(parts -> parts.outcomes().threw(e.getCause()));
        } finally {
            runs.end();
        }
    }

    private Outcome runPieces(Cell cell) {
        List<SnippetEvent> declared = new ArrayList<>();
        Outcome last = new Outcome.NoValue(List.of());
        for (Optional<Piece> next = pieceFrom(0, cell);
                next.isPresent();
                next = pieceFrom(next.get().end(), cell)) {
            last = runPiece(next.get(), cell, declared);
            if (last instanceof Outcome.NotCompiled) {
                Optional<Piece> lines = linesOf(next.get(), cell, declared);
                if (lines.isPresent()) {
                    next = lines;
                    last = runPiece(lines.get(), cell, declared);
                }
            }
            if (last instanceof Outcome.Failed || last instanceof Outcome.Interrupted) {
                return last;
            }
        }
        Outcome ended = last;
        return locked(parts -> parts.outcomes().ended(declared, ended));
    }

    private Optional<Piece> pieceFrom(int offset, Cell cell) {
        return locked(parts -> Piece.next(cell.code(), offset, parts.analysis().source()));
    }

    /** The first lines of a piece that is no snippet; empty if it is one with an error in it. */
    private Optional<Piece> linesOf(Piece refused, Cell cell, List<SnippetEvent> declared) {
        boolean snippet = declared.get(declared.size() - 1).snippet().kind() != Snippet.Kind.ERRONEOUS;
        return snippet
                ? Optional.empty()
                : locked(parts ->
                        refused.completeLines(cell.code(), parts.analysis().source()));
    }

    private Outcome runPiece(Piece piece, Cell cell, List<SnippetEvent> declared) {
        runs.clear();
        return locked(parts -> {
            parts.places().begin(cell.name(), cell.code(), piece.offset());
            Optional<Snippet> again = parts.reruns().find(piece.source());
            if (again.isPresent()) {
                return runAgain(parts, again.get(), cell);
            }
            List<SnippetEvent> events = List.of();
            parts.imports().giveWay(piece.source());
            try {
                events = runs.compile(
                        new Undisturbed(parts.shell()),
                        () -> Repairs.eval(parts.shell(), piece.source(), parts.lastValues()));
                declared.addAll(events);
                return parts.outcomes().of(events, piece, cell);
            } catch (RuntimeException | Error e) {
                if (runs.interrupted()) {
                    return new Outcome.Interrupted(); // the compiler was stopped
                }
                throw e;
            } finally {
                parts.imports().evaluated(events);
                parts.places().end(events);
                if (!LastValues.mayBeIn(piece.source())) {
                    parts.reruns().evaluated(piece.source(), events);
                }
                parts.temporaries().evaluated(events);
                parts.lastValues().evaluated(cell.name(), events);
            }
        });
    }

    private Outcome runAgain(SessionShell.Parts parts, Snippet snippet, Cell cell) {
        parts.places().again(snippet);
        try {
            runs.invoke(classes.doIt(parts.shell(), snippet));
            parts.lastValues().evaluated(cell.name(), snippet);
            return parts.outcomes().again(snippet);
        } catch (StoppedException e) {
            return new Outcome.Interrupted();
        } catch (InvocationTargetException e) {
            return parts.outcomes().threw(runs.thrown());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a snippet has lost its class", e);
        } finally {
            parts.places().end(List.of());
        }
    }

    /** A line of a cell that has run, from 1; empty if it is not known. */
    public Optional<String> line(String cell, int number) {
        return locked(parts -> parts.places().line(cell, number));
    }

    /** How many nanoseconds the code of cells has run so far, without what it took to compile it. */
    public long runNanos() {
        return runs.nanos();
    }

    /**
     * Stops the running cell, also one that still compiles.
     *
     * @return whether there was one; if not, nothing has happened
     */
    public boolean interrupt() {
        return runs.interrupt();
    }

    /** Proposals for the text before {@code cursor}, in UTF-16 units. */
    public Completions complete(String code, int cursor) {
        return locked(parts -> parts.analysis().complete(code, cursor));
    }

    /** Signature, and Javadoc if asked for, of what stands at {@code cursor}. */
    public Optional<Inspection> inspect(String code, int cursor, boolean javadoc) {
        return locked(parts -> parts.analysis().inspect(code, cursor, javadoc));
    }

    /** Whether the code can be run as it stands. */
    public Completeness completeness(String code) {
        return locked(parts -> parts.analysis().completeness(code));
    }

    /** Adds a jar or folder; cells after this one can use it. */
    public void addToClasspath(Path entry) {
        locked(parts -> {
            parts.reruns().clear();
            parts.shell().addToClasspath(entry.toString());
            classes.add(entry);
            return entry;
        });
    }

    /** Where the sources of jars come from that have no {@code -sources.jar} beside them: for documentation. */
    public void sourcesFrom(Function<Path, Optional<Path>> origin) {
        classes.sources().lookElsewhere(origin);
    }

    /** The variables that are declared now, in the order of declaration, without those JShell made for values of expressions. */
    public List<Variable> variables() {
        return locked(parts -> parts.shell()
                .variables()
                .filter(each -> each.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .map(each -> new Variable(
                        each.name(), parts.imports().shortened(each.typeName()), classes.value(parts.shell(), each)))
                .toList());
    }

    /** The methods that are declared now: {@code int twice(int)}. */
    public List<String> methods() {
        return locked(parts -> parts.shell()
                .methods()
                .map(method -> parts.imports().shortened(Signatures.of(method)))
                .toList());
    }

    /** The types that are declared now: {@code record Point}. */
    public List<String> types() {
        return locked(parts -> parts.shell()
                .types()
                .map(each -> each.subKind()
                                .name()
                                .replace("_SUBKIND", "")
                                .replace("_TYPE", "")
                                .toLowerCase(Locale.ROOT) + " " + each.name())
                .toList());
    }

    /** The imports that hold now: {@code import java.util.*}. */
    public List<String> imports() {
        return locked(
                parts -> parts.imports().all().map(each -> "import " + each).toList());
    }

    /** Forgets the variable, the methods, the type of that name; false if there is none. */
    public boolean drop(String name) {
        return locked(parts -> {
            List<DeclarationSnippet> named = parts.shell()
                    .snippets()
                    .filter(each -> parts.shell().status(each).isActive())
                    .filter(DeclarationSnippet.class::isInstance)
                    .map(DeclarationSnippet.class::cast)
                    .filter(each -> each.name().equals(name))
                    .toList();
            parts.reruns().clear();
            named.forEach(each -> drop(parts.shell(), each));
            return !named.isEmpty();
        });
    }

    private void drop(JShell shell, Snippet each) {
        if (each instanceof VarSnippet variable) {
            classes.forget(shell, variable);
        }
        shell.drop(each);
    }

    /** Forgets everything that cells have declared and imported. */
    public void reset() {
        locked(parts -> {
            List<Snippet> active = parts.shell()
                    .snippets()
                    .filter(each -> parts.shell().status(each).isActive())
                    .toList();
            parts.reruns().clear();
            for (Snippet each : active) {
                if (!parts.imports().are(each)) {
                    drop(parts.shell(), each);
                }
            }
            return active;
        });
    }

    /** The classes of the session, for a capture. */
    public SessionClasses sessionClasses() {
        return classes;
    }

    @Override
    public void close() {
        interrupt();
        shell.close();
    }

    private <T> T locked(Function<SessionShell.Parts, T> action) {
        return shell.locked(action);
    }
}
