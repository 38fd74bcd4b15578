package glimpse.kernel.session;

import java.lang.reflect.Method;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl;

/** What JShell does with compiled snippets: loads them here and runs them as part of the session's running cell. */
final class SnippetControl extends DirectExecutionControl {
    private final CellRuns runs;

    SnippetControl(SnippetLoader loader, CellRuns runs) {
        super(new Delegate(loader));
        this.runs = runs;
    }

    @Override
    protected String invoke(Method doIt) throws Exception {
        runs.invoke(doIt);
        return "";
    }

    @Override
    protected String throwConvertedInvocationException(Throwable cause)
            throws ExecutionControl.RunException, ExecutionControl.InternalException {
        runs.threw(cause);
        return super.throwConvertedInvocationException(cause);
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
            throw new UnsupportedOperationException("the session adds to its loader itself: " + path);
        }

        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            return loader.loadClass(name);
        }
    }
}
