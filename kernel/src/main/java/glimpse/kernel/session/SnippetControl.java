package glimpse.kernel.session;

import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;

/** What JShell does with compiled snippets: loads them here and runs them as part of the session's running cell. */
final class SnippetControl extends DirectExecutionControl {
    private final SnippetLoader loader;
    private final CellRuns runs;

    SnippetControl(SnippetLoader loader, CellRuns runs) {
        super(new Delegate(loader));
        this.loader = loader;
        this.runs = runs;
    }

    /** Gives loaded classes other bodies, so that code which is kept in variables uses the new ones, as in the stock jshell. */
    @Override
    public void redefine(ClassBytecodes[] classes) throws ClassInstallException, NotImplementedException {
        if (Agent.instrumentation().isEmpty()) {
            throw new NotImplementedException("redefine: this JVM was started without the agent");
        }
        try {
            loader.redefine(classes, Agent.instrumentation().get());
        } catch (ReflectiveOperationException
                | UnmodifiableClassException
                | UnsupportedOperationException
                | LinkageError e) {
            // members were added or removed: JShell makes a new class instead
            throw new ClassInstallException("redefine: " + e.getMessage(), new boolean[classes.length]);
        }
    }

    @Override
    protected String invoke(Method doIt) throws Exception {
        runs.invoke(doIt);
        return "";
    }

    private record Delegate(SnippetLoader loader) implements LoaderDelegate {
        @Override
        public void load(ClassBytecodes[] classes) throws ClassInstallException {
            loader.record(classes);
            boolean[] loaded = new boolean[classes.length];
            try {
                for (int i = 0; i < classes.length; i++) {
                    loader.loadClass(classes[i].name());
                    loaded[i] = true;
                }
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ClassInstallException("load: " + e.getMessage(), loaded);
            }
        }

        @Override
        public void classesRedefined(ClassBytecodes[] classes) {
            loader.record(classes);
        }

        @Override
        public void addToClasspath(String path) {
            loader.add(Path.of(path));
        }

        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            return loader.loadClass(name);
        }
    }
}
