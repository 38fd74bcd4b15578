package glimpse.worker.shell;

import glimpse.cluster.closure.runtime.WorkerMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * One session's shell: a JShell in this JVM. Its variables are in the worker's memory too, so that tasks can have them, and what the
 * memory has is a variable here. One cell at a time; any thread.
 */
public final class WorkerShell implements AutoCloseable {
    private static final List<String> IMPORTS = List.of(
            "java.io.*",
            "java.math.*",
            "java.nio.file.*",
            "java.time.*",
            "java.util.*",
            "java.util.function.*",
            "java.util.stream.*",
            "static " + WorkerMemory.class.getName() + ".*");

    private final JShell shell;
    private final CellLines lines = new CellLines();

    WorkerShell() {
        shell = JShell.builder().executionEngine("local").build();
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    }

    /**
     * Runs a cell.
     *
     * @return the value of its last expression as text; null if it has none
     * @throws CellException if it does not compile or throws
     */
    public synchronized String run(String code) throws CellException {
        takeMemory();
        lines.nextCell();
        String value = null;
        int end = code.stripTrailing().length();
        for (String rest = code.strip(); !rest.isEmpty(); ) {
            String before = code.substring(0, end - rest.length());
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String source = next.source() == null ? rest : next.source();
            for (SnippetEvent event : shell.eval(source)) {
                if (event.causeSnippet() == null) {
                    lines.note(event.snippet(), before);
                    value = checked(event);
                }
            }
            rest = next.source() == null ? "" : next.remaining().strip();
        }
        keepVariables();
        return value;
    }

    /** {@link #run} for where no checked exception may leave. */
    public String runOrThrow(String code) {
        try {
            return run(code);
        } catch (CellException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private String checked(SnippetEvent event) throws CellException {
        if (event.status() == Snippet.Status.REJECTED) {
            String errors = shell.diagnostics(event.snippet())
                    .filter(Diag::isError)
                    .map(diag -> lines.place(event.snippet(), diag) + ": " + diag.getMessage(Locale.ROOT))
                    .collect(Collectors.joining("\n"));
            throw new CellException(
                    errors.isEmpty() ? "not Java: " + event.snippet().source() : errors);
        }
        if (event.exception() != null) {
            throw new CellException(text(event.exception()));
        }
        boolean isExpression = event.snippet() instanceof ExpressionSnippet
                || (event.snippet() instanceof VarSnippet variable
                        && variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND);
        return isExpression ? event.value() : null;
    }

    private String text(JShellException exception) {
        String name = exception instanceof EvalException eval ? eval.getExceptionClassName() : "not defined yet";
        StringBuilder text = new StringBuilder(name);
        if (exception.getMessage() != null) {
            text.append(": ").append(exception.getMessage());
        }
        for (StackTraceElement frame : exception.getStackTrace()) {
            text.append("\n  at ").append(lines.place(frame));
        }
        return text.toString();
    }

    /** What the memory has under a name that can be a variable's becomes one. */
    private void takeMemory() {
        Set<String> known = shell.variables().map(VarSnippet::name).collect(Collectors.toSet());
        WorkerMemory.names().forEach((name, type) -> {
            if (!known.contains(name) && SourceVersion.isName(name)) {
                String visible = type.matches("java\\.(lang|util|math|time)\\.[A-Za-z]+") ? type : "Object";
                var unused = shell.eval(visible + " " + name + " = memory(\"" + name + "\");");
            }
        });
    }

    private void keepVariables() {
        List<String> names = new ArrayList<>();
        shell.variables()
                .map(VarSnippet::name)
                .filter(name -> !name.startsWith("$"))
                .forEach(names::add);
        for (String name : names) {
            var unused = shell.eval("keep(\"" + name + "\", " + name + ");");
        }
    }

    @Override
    public void close() {
        shell.close();
    }
}
