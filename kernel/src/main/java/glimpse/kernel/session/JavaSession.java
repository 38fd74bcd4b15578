package glimpse.kernel.session;

import glimpse.cluster.closure.SessionClasses;
import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Java that is typed in pieces: each cell sees what earlier ones declared. {@link #run} is called for one cell at a time;
 * {@link #interrupt} and the analysing methods from any thread, also while a cell runs. Lives until {@link #close}.
 */
public final class JavaSession implements AutoCloseable {
    /** JShell is not thread-safe: held by whoever uses it, let go while user code runs. */
    private final ReentrantLock lock = new ReentrantLock();

    private final SnippetLoader loader;
    private final CellRuns runs;
    private final JShell shell;
    private final Analysis analysis;
    private final Outcomes outcomes;
    private final LoadedClasses classes;

    private JavaSession(SessionOptions options) {
        loader = new SnippetLoader(JavaSession.class.getClassLoader());
        runs = new CellRuns(lock, loader);
        shell = Shells.build(new SnippetControl(loader, runs));
        analysis = new Analysis(shell);
        outcomes = new Outcomes(shell, runs);
        classes = new LoadedClasses(loader);
        options.classpath().forEach(this::addToClasspath);
        options.imports().forEach(name -> evaluate("import " + name + ";"));
    }

    /** Starts a session. */
    public static JavaSession open(SessionOptions options) {
        return new JavaSession(options);
    }

    /** Runs the snippets of a cell in order until the first that fails. Never throws for an error of the user's. */
    public Outcome run(Cell cell) {
        runs.begin(cell.name());
        try {
            return runPieces(cell);
        } finally {
            runs.end();
        }
    }

    private Outcome runPieces(Cell cell) {
        List<SnippetEvent> declared = new ArrayList<>();
        Outcome last = new Outcome.NoValue(List.of());
        for (Piece piece : locked(() -> Piece.cut(cell.code(), shell.sourceCodeAnalysis()))) {
            List<SnippetEvent> events = evaluate(piece.source());
            declared.addAll(events);
            last = locked(() -> outcomes.of(events, piece, cell));
            if (last instanceof Outcome.Failed || last instanceof Outcome.Interrupted) {
                return last;
            }
        }
        Outcome ended = last;
        return locked(() -> outcomes.ended(declared, ended));
    }

    private List<SnippetEvent> evaluate(String source) {
        runs.clear();
        return locked(() -> shell.eval(source));
    }

    /** Stops the running cell, also one that still compiles; without one, nothing happens. */
    public void interrupt() {
        runs.interrupt();
    }

    /** Proposals for the text before {@code cursor}, in UTF-16 units. */
    public Completions complete(String code, int cursor) {
        return locked(() -> analysis.complete(code, cursor));
    }

    /** Signature, and Javadoc if asked for, of what stands at {@code cursor}. */
    public Optional<Inspection> inspect(String code, int cursor, boolean javadoc) {
        return locked(() -> analysis.inspect(code, cursor, javadoc));
    }

    /** Whether the code can be run as it stands. */
    public Completeness completeness(String code) {
        return locked(() -> analysis.completeness(code));
    }

    /** Adds a jar or folder; cells after this one can use it. */
    public void addToClasspath(Path entry) {
        locked(() -> {
            shell.addToClasspath(entry.toString());
            classes.add(entry);
            return null;
        });
    }

    /** The variables that are declared now, in the order of declaration, without those JShell made for values of expressions. */
    public List<Variable> variables() {
        return locked(() -> shell.variables()
                .filter(each -> each.subKind() != jdk.jshell.Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
                .map(this::variable)
                .toList());
    }

    private Variable variable(VarSnippet snippet) {
        return new Variable(snippet.name(), snippet.typeName(), classes.value(shell, snippet));
    }

    /** The classes of the session, for a capture. */
    public SessionClasses sessionClasses() {
        return classes;
    }

    @Override
    public void close() {
        interrupt();
        locked(() -> {
            shell.close();
            return null;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
