package glimpse.kernel.session;

import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.closure.runtime.Cancelled;
import glimpse.cluster.closure.runtime.TaskPool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import jdk.jshell.spi.ExecutionControl.StoppedException;

/**
 * The running cell: its threads, its stop switch, and what its snippets gave back. {@link #interrupt} comes from any thread, the rest from
 * the one that evaluates.
 */
final class CellRuns {
    private static final int PARALLELISM = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Most compilations are over by then. */
    private static final long COMPILING_MILLIS = 100;

    private final ClassLoader loader;
    private final LongAdder nanos = new LongAdder();
    private volatile Run current;
    private volatile Compiling compiling;
    private long lastEndNanos = System.nanoTime();

    CellRuns(ClassLoader loader) {
        this.loader = loader;
    }

    /** A new cell begins, or code that the running one evaluates; {@code evaluation} is let go while user code runs. */
    void begin(String cell, Lock evaluation) {
        Run outer = current;
        current = outer == null
                ? new Run(new TaskPool(cell, PARALLELISM), new CancelToken(cell), evaluation, null)
                : new Run(outer.pool, outer.token, evaluation, outer);
    }

    synchronized void end() {
        if (current.outer != null) {
            current = current.outer;
            return;
        }
        current.token.close();
        current = null;
        lastEndNanos = System.nanoTime();
        notifyAll();
    }

    /** Waits until no cell has run for {@code millis}. */
    synchronized void awaitQuiet(long millis) throws InterruptedException {
        long quiet = TimeUnit.MILLISECONDS.toNanos(millis);
        while (current != null || System.nanoTime() - lastEndNanos < quiet) {
            wait(current != null ? 0 : millis);
        }
    }

    /** Stops the running cell at its next step at the latest; false if there is none. */
    boolean interrupt() {
        Run run = current;
        if (run == null) {
            return false;
        }
        run.token.cancel();
        Compiling compilation = compiling;
        if (compilation != null) {
            Thread thread = new Thread(() -> stop(compilation), "glimpse-compiler-stop");
            thread.setDaemon(true);
            thread.start();
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // this one, not one like it
    private void stop(Compiling compilation) {
        try {
            Thread.sleep(COMPILING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (compiling == compilation) {
            CompilerStop.begin(compilation.thread, () -> interrupted() && compilation.harmless.getAsBoolean());
        }
    }

    boolean interrupted() {
        Run run = current;
        return run != null && run.token.isCancelled();
    }

    /**
     * Evaluates on the calling thread; an interrupt stops the compiler, too.
     *
     * @param harmless whether the compiler can be stopped where it is; asked on the calling thread
     */
    <T> T compile(BooleanSupplier harmless, Supplier<T> evaluation) {
        Compiling outer = compiling;
        compiling = new Compiling(Thread.currentThread(), harmless);
        try {
            return evaluation.get();
        } finally {
            compiling = outer;
            CompilerStop.end();
        }
    }

    /** Forgets what the last snippet gave. */
    void clear() {
        current.value = null;
        current.thrown = null;
    }

    /** What the last snippet returned. */
    Object value() {
        return current.value;
    }

    /** What the last snippet threw, or null. */
    Throwable thrown() {
        return current.thrown;
    }

    /** Runs a compiled snippet on the cell's threads; outside any cell, on the caller's. */
    void invoke(Method doIt) throws StoppedException, ReflectiveOperationException {
        Run run = current;
        if (run == null) {
            doIt.invoke(null);
            return;
        }
        if (run.token.isCancelled()) {
            throw new StoppedException();
        }
        Compiling compilation = compiling;
        compiling = null;
        run.evaluation.unlock();
        long begin = System.nanoTime();
        try {
            run.value =
                    run.outer != null ? invokeHere(doIt) : run.pool.call(run.token, loader, () -> doIt.invoke(null));
        } catch (ExecutionException e) {
            Throwable thrown =
                    e.getCause() instanceof InvocationTargetException target ? target.getCause() : e.getCause();
            if (run.token.isCancelled() || thrown instanceof Cancelled) {
                throw new StoppedException();
            }
            run.thrown = thrown;
            throw new InvocationTargetException(thrown);
        } finally {
            nanos.add(System.nanoTime() - begin);
            run.evaluation.lock();
            compiling = compilation;
        }
    }

    /** How long snippets have run so far, without what it took to compile them; any thread. */
    long nanos() {
        return nanos.sum();
    }

    private static Object invokeHere(Method doIt) throws ExecutionException {
        try {
            return doIt.invoke(null);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new ExecutionException(e);
        }
    }

    /** Runs code that was compiled long ago on the cell's threads. */
    Object call(Callable<?> body) throws ExecutionException, StoppedException {
        Run run = current;
        try {
            return run.pool.call(run.token, loader, () -> body.call());
        } catch (ExecutionException e) {
            if (run.token.isCancelled() || e.getCause() instanceof Cancelled) {
                throw new StoppedException();
            }
            throw e;
        }
    }

    private record Compiling(Thread thread, BooleanSupplier harmless) {}

    private static final class Run {
        final TaskPool pool;
        final CancelToken token;
        final Lock evaluation;

        /** Whose thread this runs on; null for a cell's. */
        final Run outer;

        Object value;
        Throwable thrown;

        Run(TaskPool pool, CancelToken token, Lock evaluation, Run outer) {
            this.pool = pool;
            this.token = token;
            this.evaluation = evaluation;
            this.outer = outer;
        }
    }
}
