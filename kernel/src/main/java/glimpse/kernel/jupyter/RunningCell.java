package glimpse.kernel.jupyter;

import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Interpreter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The one cell that may run, and the way to stop it: wherever it is, waiting for the session to open, compiling or running. {@link #run}
 * belongs to the shell threads, the others to any thread.
 */
final class RunningCell {
    /** An interrupt this close to the start may come before the interpreter has taken the cell: it is given once more. */
    private static final long TAKING_MILLIS = 50;

    private static final long STUBBORN_MILLIS = 5_000;
    private static final String STUBBORN =
            "\nThis cell does not stop: it may be in native code. Restart the kernel to end it.\n";

    private final CompletableFuture<Interpreter> session;
    private final ReentrantLock turn = new ReentrantLock(true);
    private Run current;
    private boolean interruptNext;

    RunningCell(CompletableFuture<Interpreter> session) {
        this.session = session;
    }

    /** One execution. */
    private static final class Run {
        final Request request;
        final long startedNanos = System.nanoTime();
        final CompletableFuture<Interpreter> stopped = new CompletableFuture<>();

        Run(Request request) {
            this.request = request;
        }

        boolean young() {
            return System.nanoTime() - startedNanos < TimeUnit.MILLISECONDS.toNanos(TAKING_MILLIS);
        }
    }

    /** Runs {@code cell} when the session is open and no other cell runs. */
    CellResult run(Request request, Function<Interpreter, CellResult> cell) throws InterruptedException {
        turn.lockInterruptibly();
        Run run = begin(request);
        try {
            CompletableFuture.anyOf(session, run.stopped).get();
            return run.stopped.isDone() ? new CellResult.Interrupted() : cell.apply(session.join());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the Java session did not open: " + e.getCause(), e.getCause());
        } finally {
            end();
            Thread.interrupted(); // a stop that came too late stops nothing else
            turn.unlock();
        }
    }

    private synchronized Run begin(Request request) {
        current = new Run(request);
        if (interruptNext) {
            interruptNext = false;
            current.stopped.complete(null);
        }
        return current;
    }

    private synchronized void end() {
        current = null;
    }

    /**
     * Stops the cell that runs.
     *
     * @param waiting whether a cell is queued that has not begun: then that one will be stopped
     */
    synchronized void interrupt(BooleanSupplier waiting) {
        if (current == null) {
            interruptNext = waiting.getAsBoolean();
            return;
        }
        Run run = current;
        boolean young = run.young();
        run.stopped.complete(null);
        interruptSession();
        if (young) {
            later(TAKING_MILLIS, () -> again(run));
        }
        later(STUBBORN_MILLIS, () -> complain(run));
    }

    /** Not in the common pool: the user's parallel streams may have taken all of it. */
    private static void later(long millis, Runnable action) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, RunningCell::start)
                .execute(action);
    }

    private static void start(Runnable action) {
        Thread thread = new Thread(action, "jupyter-interrupts");
        thread.setDaemon(true);
        thread.start();
    }

    private void interruptSession() {
        if (session.isDone() && !session.isCompletedExceptionally()) {
            session.join().interrupt();
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized void again(Run run) {
        if (current == run) {
            interruptSession();
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized void complain(Run run) {
        if (current == run) {
            run.request.text("stderr", STUBBORN);
        }
    }

    /** Says once more that the cell runs, after the {@code idle} of something that was answered beside it. */
    synchronized void remind() {
        if (current != null) {
            current.request.status("busy");
        }
    }
}
