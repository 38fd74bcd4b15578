package glimpse.kernel.jupyter;

import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Interpreter;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The one cell that may run, and the way to stop it, wherever it is: waiting for its turn, for the session to open, compiling or running.
 * {@link #run} and {@link #end} belong to the shell threads, the others to any thread.
 */
final class RunningCell {
    /** An interrupt may come before the interpreter has taken the cell: it is given again after so long. */
    private static final long TAKING_MILLIS = 20;

    private static final long STUBBORN_MILLIS = 5_000;
    private static final String STUBBORN =
            "\nThis cell does not stop: it may be in native code. Restart the kernel to end it.\n";

    private final CompletableFuture<Interpreter> session;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Set<Request> expected = new LinkedHashSet<>();
    private final Set<Request> begun = new LinkedHashSet<>();
    private final Set<Request> stoppedBefore = new HashSet<>();
    private Run current;

    RunningCell(CompletableFuture<Interpreter> session) {
        this.session = session;
    }

    /** One execution. */
    private static final class Run {
        final Request request;
        final CompletableFuture<Interpreter> stopped = new CompletableFuture<>();

        Run(Request request) {
            this.request = request;
        }
    }

    /** An {@code execute_request} has come: from now to its {@link #end} it can be stopped. */
    synchronized void expect(Request request) {
        expected.add(request);
    }

    /** The client is about to be told that the request makes the kernel busy: from now to its {@link #end} it does. */
    synchronized void begin(Request request) {
        begun.add(request);
    }

    /** The request has been answered, run or not. */
    synchronized void end(Request request) {
        expected.remove(request);
        begun.remove(request);
        stoppedBefore.remove(request);
    }

    /** Runs {@code cell} when the session is open and no other cell runs. */
    CellResult run(Request request, Function<Interpreter, CellResult> cell) throws InterruptedException {
        turn.lockInterruptibly();
        Run run = start(request);
        try {
            CompletableFuture.anyOf(session, run.stopped).get();
            return run.stopped.isDone() ? new CellResult.Interrupted() : cell.apply(session.join());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the Java session did not open: " + e.getCause(), e.getCause());
        } finally {
            ran();
            Thread.interrupted(); // a stop that came too late stops nothing else
            turn.unlock();
        }
    }

    private synchronized Run start(Request request) {
        current = new Run(request);
        if (stoppedBefore.contains(request)) {
            current.stopped.complete(null);
        }
        return current;
    }

    private synchronized void ran() {
        current = null;
    }

    /** Stops the cell that runs, or else the first of those that are on their way. */
    synchronized void interrupt() {
        if (current == null) {
            expected.stream().findFirst().ifPresent(stoppedBefore::add);
            if (expected.isEmpty()) {
                boolean unused = interruptSession(); // a widget's callback may run
            }
            return;
        }
        Run run = current;
        stoppedBefore.add(run.request); // its user_expressions, too
        run.stopped.complete(null);
        stop(run);
        later(STUBBORN_MILLIS, () -> complain(run));
    }

    /** Not in the common pool: the user's parallel streams may have taken all of it. */
    private static void later(long millis, Runnable action) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, RunningCell::startThread)
                .execute(action);
    }

    private static void startThread(Runnable action) {
        Thread thread = new Thread(action, "jupyter-interrupts");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized void stop(Run run) {
        if (current == run && !interruptSession()) {
            later(TAKING_MILLIS, () -> stop(run));
        }
    }

    private boolean interruptSession() {
        return session.isDone()
                && !session.isCompletedExceptionally()
                && session.join().interrupt();
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized void complain(Run run) {
        if (current == run) {
            run.request.text("stderr", STUBBORN);
        }
    }

    /** Says once more that the kernel is busy, after the {@code idle} of something that was answered beside a cell. */
    synchronized void remind() {
        begun.stream().findFirst().ifPresent(request -> request.status("busy"));
    }
}
