package glimpse.cluster.closure.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * {@link CompletableFuture}'s methods that would go to the common pool; rewritten code calls these instead, and stays on the threads of its
 * task.
 */
public final class Async {
    private Async() {}

    public static CompletableFuture<Void> runAsync(Runnable action) {
        return supplyAsync(() -> {
            action.run();
            return null;
        });
    }

    public static <T> CompletableFuture<T> supplyAsync(Supplier<T> supplier) {
        CancelToken token = CancelToken.current();
        return new TaskFuture<T>(token == null ? ForkJoinPool.commonPool() : token.executor()).completeAsync(supplier);
    }

    /** A future whose further steps stay in its task, too. */
    private static final class TaskFuture<T> extends CompletableFuture<T> {
        private final Executor executor;

        TaskFuture(Executor executor) {
            this.executor = executor;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new TaskFuture<>(executor);
        }

        @Override
        public Executor defaultExecutor() {
            return executor;
        }
    }
}
