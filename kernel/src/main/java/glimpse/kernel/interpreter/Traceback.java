package glimpse.kernel.interpreter;

import glimpse.cluster.pool.MapException;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.magic.MagicException;
import glimpse.kernel.session.Outcome;
import glimpse.kernel.session.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Errors as coloured lines: what went wrong first, then where. */
final class Traceback {
    /** Frames of this program say nothing to a user. */
    private static final String OWN_PACKAGES = "glimpse.";

    /** The class that JShell puts around a snippet has no name for the compiler. */
    private static final String NO_LOCATION = "\\s*location: class\\s*";

    /** The class that JShell puts around a snippet, before a name in it. */
    private static final Pattern SNIPPET_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");

    /** For markers only: on the grounds that JupyterLab's themes give errors, no coloured text reads well. */
    private static final String RED = "\u001b[31m";

    /** What went wrong; a terminal shows it in red too. */
    private static final String BOLD = "\u001b[1m";

    private static final String FAINT = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    /** The text of cells. */
    @FunctionalInterface
    interface Sources {
        /** A line of a cell, from 1, if it is known. */
        Optional<String> line(String cell, int number);
    }

    private final Sources sources;
    private final List<String> lines = new ArrayList<>();
    private final Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());

    private Traceback(Sources sources) {
        this.sources = sources;
    }

    static CellResult.Failed of(Outcome.Failed failed, Sources sources) {
        if (failed instanceof Outcome.Threw threw) {
            return threw.exception() instanceof MagicException magic
                    ? message("MagicError", magic.getMessage())
                    : of(threw.exception(), sources);
        }
        return notCompiled(((Outcome.NotCompiled) failed).problems(), sources);
    }

    private static CellResult.Failed notCompiled(List<Problem> problems, Sources sources) {
        Traceback traceback = new Traceback(sources);
        problems.forEach(traceback::addProblem);
        String message = problems.isEmpty() ? "" : problems.get(0).message();
        return new CellResult.Failed("CompilationError", message, traceback.lines);
    }

    /** The exception, its trace, then its causes. */
    static CellResult.Failed of(Throwable exception, Sources sources) {
        Traceback traceback = new Traceback(sources);
        if (exception instanceof MapException failed && exception.getCause() != null) {
            traceback.addMap(failed);
            return new CellResult.Failed(name(failed.getCause()), message(failed.getCause()), traceback.lines);
        }
        traceback.addThrowable("", "", exception);
        return new CellResult.Failed(name(exception), message(exception), traceback.lines);
    }

    /** One line without a trace: an error whose message says all. */
    static CellResult.Failed message(String name, String message) {
        return new CellResult.Failed(name, message, List.of(BOLD + message + PLAIN));
    }

    private void addProblem(Problem problem) {
        String place = problem.cell() + ":" + problem.line() + ": ";
        String[] message = problem.message().split("\n", -1);
        lines.add(place + BOLD + message[0] + PLAIN);
        int tabs = (int) problem.source()
                .chars()
                .limit(problem.column() - 1)
                .filter(c -> c == '\t')
                .count();
        lines.add("  " + problem.source());
        lines.add("  " + "\t".repeat(tabs) + " ".repeat(Math.max(0, problem.column() - 1 - tabs)) + RED + "^"
                + "~".repeat(Math.max(0, problem.length() - 1)) + PLAIN);
        for (int i = 1; i < message.length; i++) {
            if (!message[i].matches(NO_LOCATION)) {
                lines.add("  " + message[i].strip());
            }
        }
        problem.hints().forEach(hint -> lines.add("  " + hint));
    }

    /** The user's exception first, then its input and place, then its trace. */
    private void addMap(MapException failed) {
        Throwable first = failed.getCause();
        List<String> text = failed.getMessage().lines().toList();
        lines.add(BOLD + text.get(0) + PLAIN);
        lines.addAll(text.subList(1, text.size()));
        addTrace("", first);
        addTrace("", failed);
        addCauses("", first);
    }

    private void addThrowable(String indent, String caption, Throwable exception) {
        String message = message(exception);
        String[] first = (name(exception) + (message.isEmpty() ? "" : ": " + message)).split("\n", -1);
        if (!shown.add(exception)) {
            lines.add(indent + caption + first[0] + " (shown above)");
            return;
        }
        lines.add(indent + caption + BOLD + first[0] + PLAIN);
        for (int i = 1; i < first.length; i++) {
            lines.add(indent + first[i]);
        }
        addTrace(indent, exception);
        addCauses(indent, exception);
    }

    private void addTrace(String indent, Throwable exception) {
        List<StackTraceElement> frames = Stream.of(exception.getStackTrace())
                .filter(element -> !element.getClassName().startsWith(OWN_PACKAGES))
                .toList();
        boolean shownSource = false;
        for (Repeats part : Repeats.in(frames)) {
            for (StackTraceElement element : part.frames()) {
                Optional<String> source = shownSource ? Optional.empty() : source(element);
                lines.add(indent + FAINT + "    at " + place(element) + PLAIN
                        + source.map(line -> "   " + line.strip()).orElse(""));
                shownSource |= source.isPresent();
            }
            if (part.times() > 1) {
                lines.add(indent + FAINT + "    … " + part.words() + PLAIN);
            }
        }
    }

    private Optional<String> source(StackTraceElement element) {
        return element.getFileName() == null
                ? Optional.empty()
                : sources.line(element.getFileName(), element.getLineNumber());
    }

    private void addCauses(String indent, Throwable exception) {
        for (Throwable suppressed : exception.getSuppressed()) {
            addThrowable(indent + "    ", "Suppressed: ", suppressed);
        }
        if (exception.getCause() != null) {
            addThrowable(indent, "Caused by: ", exception.getCause());
        }
    }

    private static String place(StackTraceElement element) {
        String where = element.getFileName() == null
                ? "unknown"
                : element.getFileName() + (element.getLineNumber() > 0 ? ":" + element.getLineNumber() : "");
        String type = element.getClassName();
        return (type.isEmpty() ? "" : type + ".") + element.getMethodName() + " (" + where + ")";
    }

    private static String name(Throwable exception) {
        String name = exception.getClass().getName();
        return name.startsWith("REPL.") ? name.substring(name.lastIndexOf('$') + 1) : name;
    }

    private static String message(Throwable exception) {
        try {
            String message = exception.getLocalizedMessage();
            return message == null ? "" : SNIPPET_CLASS.matcher(message).replaceAll("");
        } catch (RuntimeException e) {
            return "(its getMessage threw " + e.getClass().getName() + ")";
        }
    }
}
