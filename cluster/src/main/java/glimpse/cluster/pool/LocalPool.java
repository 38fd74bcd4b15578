package glimpse.cluster.pool;

import glimpse.cluster.closure.Shared;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A pool of threads of this process; with one, everything is done on the thread that calls. Nothing travels: functions and values are shared. */
final class LocalPool extends Pool {
    private final int count;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;
    private final Set<LocalRun> runs = ConcurrentHashMap.newKeySet();

    LocalPool(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(count + " threads (expected: >= 1)");
        }
        this.count = count;
        this.threads =
                new ThreadPoolExecutor(count, count, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("pool"));
        threads.allowCoreThreadTimeOut(true);
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("pool-timer"));
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    MapCall call(Function<?, ?> f, Iterable<?> xs, MapOptions options, Outcomes outcomes) {
        @SuppressWarnings("unchecked") // the caller's types fit
        Function<Object, Object> function = (Function<Object, Object>) f;
        LocalRun run = new LocalRun(this, function, xs, options.requireNow(), outcomes);
        runs.add(run);
        return run;
    }

    @Override
    public <T> Shared<T> share(T value) {
        return Shared.here(value);
    }

    @Override
    void start(String name, Runnable run) {
        daemons(name).newThread(run).start();
    }

    int count() {
        return count;
    }

    /** Runs it on a thread of the pool, or here if there is only one. */
    void execute(Runnable chunk) {
        if (count == 1) {
            chunk.run();
        } else {
            threads.execute(chunk);
        }
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    int busy() {
        return threads.getActiveCount();
    }

    void ended(LocalRun run) {
        runs.remove(run);
    }

    @Override
    public void close() {
        runs.forEach(run -> run.cancel("the pool was closed"));
        threads.shutdown();
        timer.shutdownNow();
    }
}
