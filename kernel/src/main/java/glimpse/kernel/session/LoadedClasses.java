package glimpse.kernel.session;

import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.SourceLines;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.VarSnippet;

/** The session's classes as a capture sees them. Any thread may call. */
final class LoadedClasses implements SessionClasses {
    private final SnippetLoader loader;
    private final SessionShell shell;
    private final List<Path> jars = new CopyOnWriteArrayList<>();
    private final SourceDocs sources;

    LoadedClasses(SnippetLoader loader, SessionShell shell) {
        this.loader = loader;
        this.shell = shell;
        this.sources = new SourceDocs(loader);
    }

    SourceDocs sources() {
        return sources;
    }

    void add(Path jar) {
        jars.add(jar);
    }

    /** What a variable holds now. */
    Object value(JShell shell, VarSnippet variable) {
        try {
            return field(shell, variable).get(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // declared, but of a type that is not: it has no field yet
        }
    }

    /** Lets go of what a variable holds. */
    void forget(JShell shell, VarSnippet variable) {
        try {
            Field field = field(shell, variable);
            if (!field.getType().isPrimitive()) {
                field.set(null, null);
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            // it has no field and holds nothing
        }
    }

    /** What JShell calls to run a snippet. */
    Method doIt(JShell shell, Snippet snippet) throws ReflectiveOperationException {
        SnippetWrapper wrapper = shell.sourceCodeAnalysis().wrapper(snippet);
        Method doIt = loader.loadClass(wrapper.fullClassName()).getDeclaredMethod("do_it$");
        doIt.setAccessible(true);
        return doIt;
    }

    private Field field(JShell shell, VarSnippet variable) throws ReflectiveOperationException {
        SnippetWrapper wrapper = shell.sourceCodeAnalysis().wrapper(variable);
        Field field = loader.loadClass(wrapper.fullClassName()).getDeclaredField(variable.name());
        field.setAccessible(true);
        return field;
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public Optional<byte[]> classBytes(String binaryName) {
        return loader.classBytes(binaryName);
    }

    @Override
    public Optional<SourceLines> sourceLines(String binaryName) {
        return shell.locked(parts -> parts.places().lines(binaryName));
    }

    @Override
    public List<Path> jars() {
        return List.copyOf(jars);
    }
}
