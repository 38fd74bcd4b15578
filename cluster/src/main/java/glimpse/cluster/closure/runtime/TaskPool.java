package glimpse.cluster.closure.runtime;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one slot or one cell: tasks run here one after the other, so that their parallel streams and asynchronous work stay on
 * threads that carry the task's token and class loader. Its threads end by themselves a second after the last work. After a cancelled
 * task take a new pool: its threads may still be interrupted.
 */
public final class TaskPool {
    private static final int SPARE_THREADS = 256;

    private final ForkJoinPool pool;
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private volatile CancelToken token;
    private volatile ClassLoader loader;

    /**
     * Makes a pool; it has no threads yet.
     *
     * @param name what its threads are called
     * @param parallelism of the parallel streams of a task
     */
    public TaskPool(String name, int parallelism) {
        pool = new ForkJoinPool(
                parallelism,
                forkJoinPool -> new Worker(forkJoinPool, this, name),
                null,
                false,
                0,
                parallelism + SPARE_THREADS,
                1,
                null,
                1,
                TimeUnit.SECONDS);
    }

    /**
     * Runs a task on the pool's threads and waits for its end. An interrupt of the caller cancels the task; the wait goes on until the task
     * has stopped, and the caller is left interrupted.
     *
     * @throws ExecutionException with what the task threw
     */
    public <T> T call(CancelToken task, ClassLoader contextLoader, Callable<T> body) throws ExecutionException {
        token = task;
        loader = contextLoader;
        task.begin(this);
        CompletableFuture<T> result = new CompletableFuture<>();
        pool.execute(() -> complete(result, body));
        return await(result, task);
    }

    /** Runs something on a thread of the pool, which then {@linkplain #adopt adopts} the tasks that it does, one after the other. */
    public void execute(Runnable body) {
        pool.execute(body);
    }

    /** The calling thread, one of the pool's, and those that it has work for it are the task's from here on. */
    public void adopt(CancelToken task, ClassLoader contextLoader) {
        token = task;
        loader = contextLoader;
        task.begin(this);
        Thread.currentThread().setContextClassLoader(contextLoader);
    }

    private <T> void complete(CompletableFuture<T> result, Callable<T> body) {
        Thread.currentThread().setContextClassLoader(loader);
        try {
            result.complete(body.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private static <T> T await(CompletableFuture<T> result, CancelToken task) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    task.cancel();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Executor executor() {
        return pool;
    }

    void interruptWorkers() {
        workers.forEach(Thread::interrupt);
    }

    /** A thread of a pool; carries the pool's current token. */
    static final class Worker extends ForkJoinWorkerThread {
        private final TaskPool owner;

        Worker(ForkJoinPool pool, TaskPool owner, String name) {
            super(pool);
            this.owner = owner;
            setName(name);
            setContextClassLoader(owner.loader);
        }

        CancelToken token() {
            return owner.token;
        }

        @Override
        protected void onStart() {
            CancelToken.carry(null);
            owner.workers.add(this);
        }

        @Override
        protected void onTermination(Throwable exception) {
            owner.workers.remove(this);
        }
    }
}
