package glimpse.cluster.closure;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs work again with a deep stack when it did not fit the caller's: a linked list of 20,000 nodes is as deep to a serializer. */
final class BigStack {
    private static final long STACK_BYTES = 512L << 20;

    private BigStack() {}

    static <T> T call(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (StackOverflowError e) {
            return callOnThread(work);
        }
    }

    private static <T> T callOnThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, Thread.currentThread().getName() + " (deep)", STACK_BYTES);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
