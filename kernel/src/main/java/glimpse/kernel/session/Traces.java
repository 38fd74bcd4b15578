package glimpse.kernel.session;

import glimpse.cluster.closure.SourceLines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stack traces as the user wants them: names as typed, cells and lines, nothing below the user's code. */
final class Traces {
    private static final String SNIPPET = "REPL.";
    private static final String TOP_LEVEL = "top level";
    private static final Pattern TYPE = Pattern.compile("REPL\\.\\$JShell\\$[^$]*\\$?");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");

    private final Places places;

    Traces(Places places) {
        this.places = places;
    }

    /** Changes the traces of an exception, its causes and those it suppressed. */
    void clean(Throwable thrown) {
        clean(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private void clean(Throwable thrown, Set<Throwable> done) {
        if (thrown == null || !done.add(thrown)) {
            return;
        }
        thrown.setStackTrace(clean(thrown.getStackTrace()));
        clean(thrown.getCause(), done);
        for (Throwable each : thrown.getSuppressed()) {
            clean(each, done);
        }
    }

    private StackTraceElement[] clean(StackTraceElement[] trace) {
        int end = trace.length;
        while (end > 0 && !trace[end - 1].getClassName().startsWith(SNIPPET)) {
            end--;
        }
        List<StackTraceElement> kept = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            if (trace[i].getClassName().startsWith(SNIPPET)) {
                kept.add(ofUser(trace[i]));
            } else if (!trace[i].getClassName().startsWith("glimpse.cluster.closure.runtime.")) {
                kept.add(trace[i]);
            }
        }
        return end == 0 ? trace : kept.toArray(StackTraceElement[]::new);
    }

    private StackTraceElement ofUser(StackTraceElement frame) {
        String file = frame.getFileName();
        int line = frame.getLineNumber();
        if (file == null || file.startsWith("$JShell$")) {
            SourceLines lines = places.lines(frame.getClassName()).orElse(null);
            file = lines == null ? null : lines.name();
            line = lines == null || line < 0 ? -1 : lines.line().applyAsInt(line);
        } // otherwise it comes from a worker, where the names are known already
        String type = TYPE.matcher(frame.getClassName()).replaceFirst("").replace('$', '.');
        return new StackTraceElement(type, method(frame.getMethodName()), file, line);
    }

    private static String method(String name) {
        Matcher lambda = LAMBDA.matcher(name);
        if (lambda.matches()) {
            return "lambda in " + method(lambda.group(1));
        }
        return name.startsWith("do_it$") ? TOP_LEVEL : name;
    }
}
