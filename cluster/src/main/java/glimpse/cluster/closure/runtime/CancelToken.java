package glimpse.cluster.closure.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The stop switch of one task (one cell, one chunk), carried by all threads that work for it: those of its {@link TaskPool} and those it
 * started. Any thread may cancel. Who made it closes it when the task has ended.
 */
public final class CancelToken implements AutoCloseable {
    /** For so long after the end of a cancelled task its checks stay: on a busy machine others of its threads have not had their turn yet. */
    private static final long STRAGGLERS_MILLIS = 1_000;

    private static final Carried CURRENT = new Carried();
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static volatile CancelToken latest;

    private final Object task;
    private volatile boolean cancelled;
    private boolean begun;
    private boolean ended;
    private volatile TaskPool pool;

    /**
     * Makes a token.
     *
     * @param task what {@link #task()} gives back to code on the task's threads: its output, its name
     */
    public CancelToken(Object task) {
        this.task = task;
    }

    /**
     * The token of the task that the calling thread works for, or null. A thread of the common pool serves whichever task runs, not only the
     * one that had it made; while several run, nothing tells which, and it keeps that one's.
     */
    public static CancelToken current() {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread thread) {
            if (thread instanceof TaskPool.Worker worker) {
                return worker.token();
            }
            if (thread.getPool() == ForkJoinPool.commonPool() && RUNNING.get() <= 1) {
                return latest;
            }
        }
        return CURRENT.get();
    }

    /** What the token was made with. */
    public Object task() {
        return task;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /** Stops the task: interrupts its threads and makes every check in its code throw {@link Cancelled}. After its end, nothing happens. */
    public synchronized void cancel() {
        if (ended) {
            return;
        }
        if (!cancelled) {
            cancelled = true;
            notifyAll();
            Cancel.raise(this);
        }
        if (pool != null) {
            pool.interruptWorkers();
        }
    }

    /** Waits until the task is cancelled, at most so long; tells whether it is. */
    public synchronized boolean awaitCancelled(Duration atMost) throws InterruptedException {
        long endNanos = System.nanoTime() + atMost.toNanos();
        for (long left; !cancelled && (left = endNanos - System.nanoTime()) > 0; ) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return cancelled;
    }

    /** Where the task's asynchronous work goes. */
    Executor executor() {
        return pool != null ? pool.executor() : ForkJoinPool.commonPool();
    }

    /** Binds the token to the pool that runs the task; a token that is cancelled already stops it at its first check. */
    synchronized void begin(TaskPool runner) {
        pool = runner;
        if (!begun) {
            begun = true;
            RUNNING.incrementAndGet();
        }
        latest = this;
    }

    /** The task has ended; from here on a cancel does nothing. */
    @Override
    public synchronized void close() {
        if (begun && !ended) {
            RUNNING.decrementAndGet();
        }
        ended = true;
        if (cancelled) {
            CompletableFuture.delayedExecutor(STRAGGLERS_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> Cancel.lower(this));
        }
    }

    /** Makes the calling thread, and the threads it starts, work for this token; null for none. */
    static void carry(CancelToken token) {
        CURRENT.set(token);
    }

    /** Threads that a pool's worker starts carry the token of that moment. */
    private static final class Carried extends InheritableThreadLocal<CancelToken> {
        @Override
        protected CancelToken childValue(CancelToken parent) {
            return CancelToken.current();
        }
    }
}
