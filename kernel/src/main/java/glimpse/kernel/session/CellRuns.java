package glimpse.kernel.session;

import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.closure.runtime.Cancelled;
import glimpse.cluster.closure.runtime.TaskPool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.spi.ExecutionControl.StoppedException;

/**
 * The running cell: its threads, its stop switch, and what its snippets gave back. {@link #interrupt} comes from any thread, the rest from
 * the one that evaluates. While user code runs, {@code jshell} is free for analysis.
 */
final class CellRuns {
    private final ReentrantLock jshell;
    private final ClassLoader loader;

    private volatile Run current;

    CellRuns(ReentrantLock jshell, ClassLoader loader) {
        this.jshell = jshell;
        this.loader = loader;
    }

    /** A new cell begins. */
    void begin(String cell) {
        current = new Run(
                new TaskPool(cell, Math.max(2, Runtime.getRuntime().availableProcessors())), new CancelToken(cell));
    }

    void end() {
        current.token.close();
        current = null;
    }

    /** Stops the running cell, if there is one, at its next step at the latest. */
    void interrupt() {
        Run run = current;
        if (run != null) {
            run.token.cancel();
        }
    }

    boolean interrupted() {
        return current.token.isCancelled();
    }

    /** Forgets what the last snippet gave. */
    void clear() {
        if (current != null) {
            current.value = null;
            current.thrown = null;
        }
    }

    /** What the last snippet returned. */
    Object value() {
        return current.value;
    }

    /** What the last snippet threw, or null. */
    Throwable thrown() {
        return current.thrown;
    }

    void threw(Throwable thrown) {
        current.thrown = thrown;
    }

    /** Runs a compiled snippet on the cell's threads. */
    void invoke(Method doIt) throws StoppedException, InvocationTargetException {
        Run run = current;
        if (run.token.isCancelled()) {
            throw new StoppedException();
        }
        jshell.unlock();
        try {
            run.value = run.pool.call(run.token, loader, () -> doIt.invoke(null));
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause() instanceof InvocationTargetException
                    ? e.getCause().getCause()
                    : e.getCause();
            if (run.token.isCancelled() || thrown instanceof Cancelled) {
                throw new StoppedException();
            }
            throw new InvocationTargetException(thrown);
        } finally {
            jshell.lock();
        }
    }

    private static final class Run {
        final TaskPool pool;
        final CancelToken token;
        Object value;
        Throwable thrown;

        Run(TaskPool pool, CancelToken token) {
            this.pool = pool;
            this.token = token;
        }
    }
}
