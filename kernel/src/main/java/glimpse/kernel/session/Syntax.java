package glimpse.kernel.session;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the compiler's parser says of a statement or an expression, whatever its names may mean: JShell calls one erroneous whose names are not
 * declared, as it does one that is no Java. Any thread.
 */
final class Syntax {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final List<String> OPTIONS = options();

    private Syntax() {}

    private static List<String> options() {
        return Preview.enabled() ? Preview.compilerOptions() : List.of("-proc:none");
    }

    static boolean isRight(String snippet) {
        return parses("class S { { " + snippet + "\n} }") || parses("class S { Object o = " + snippet + "\n; }");
    }

    private static boolean parses(String unit) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) COMPILER.getTask(null, null, found, OPTIONS, null, List.of(new Unit(unit)));
        try {
            var unused = task.parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the text is in memory
        }
        return found.getDiagnostics().stream().noneMatch(each -> each.getKind() == Diagnostic.Kind.ERROR);
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(String text) {
            super(URI.create("string:///S.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
