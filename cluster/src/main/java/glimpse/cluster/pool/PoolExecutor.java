package glimpse.cluster.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A pool as an executor: each task is a map of one element. Any thread. */
final class PoolExecutor extends AbstractExecutorService {
    private final Pool pool;
    private final Queue<Future<?>> running = new ConcurrentLinkedQueue<>();
    private volatile boolean shutdown;

    PoolExecutor(Pool pool) {
        this.pool = pool;
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        if (shutdown) {
            throw new RejectedExecutionException("the executor has been shut down");
        }
        MapFuture<T> map = pool.mapAsync(new Form.Calling<T>(task), Collections.singletonList(null));
        CompletableFuture<T> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                map.cancel(true);
                return super.cancel(mayInterruptIfRunning);
            }
        };
        running.add(future);
        var unused = future.whenComplete((result, error) -> running.removeIf(each -> each == future));
        Pool.finish(future, map);
        return future;
    }

    @Override
    public Future<?> submit(Runnable task) {
        return submit(new Running<>(task, null));
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        return submit(new Running<>(task, result));
    }

    @Override
    public void execute(Runnable task) {
        var unused = submit(task);
    }

    private record Running<T>(Runnable task, T result) implements Work<T> {
        @Override
        public T call() {
            task.run();
            return result;
        }
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return invokeAll(tasks, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        List<Future<T>> futures = new ArrayList<>();
        tasks.forEach(task -> futures.add(submit(task)));
        try {
            if (!awaitAll(futures, unit.toNanos(timeout))) {
                futures.forEach(future -> future.cancel(true));
            }
            return futures;
        } catch (InterruptedException e) {
            futures.forEach(future -> future.cancel(true));
            throw e;
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        ExecutionException failure = null;
        for (Callable<T> task : tasks) {
            try {
                return submit(task).get();
            } catch (ExecutionException e) {
                failure = e;
            }
        }
        throw failure == null ? new ExecutionException(new IllegalArgumentException("no task")) : failure;
    }

    private static boolean awaitAll(Collection<? extends Future<?>> futures, long nanos) throws InterruptedException {
        long startNanos = System.nanoTime();
        for (Future<?> future : futures) {
            if (!await(future, nanos - (System.nanoTime() - startNanos))) {
                return false;
            }
        }
        return true;
    }

    /** However it ends, its own future tells. */
    private static boolean await(Future<?> future, long nanos) throws InterruptedException {
        try {
            future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException ended) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        running.forEach(future -> future.cancel(true));
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && running.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return awaitAll(List.copyOf(running), unit.toNanos(timeout)) && isTerminated();
    }
}
