package glimpse.kernel.cell;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * The cell that the calling thread works for, seen from inside it. Threads that a cell starts inherit it for their whole life, so
 * that their late output still goes to their cell. Threads of the common pool serve whichever cell runs, so they belong to the
 * cell entered last. Any thread.
 *
 * @param cell what runs
 * @param output where its output goes
 * @param services what the session lends to code in its cells, by type
 */
public record CurrentCell(Cell cell, CellOutput output, Map<Class<?>, Object> services) {
    private static final InheritableThreadLocal<CurrentCell> OF_THREAD = new InheritableThreadLocal<>();
    private static volatile CurrentCell last;

    public CurrentCell {
        services = Map.copyOf(services);
    }

    /** The calling thread's cell, empty outside of any. */
    public static Optional<CurrentCell> get() {
        return Optional.ofNullable(orNull());
    }

    /** The same without an {@link Optional}, for the output streams. */
    static CurrentCell orNull() {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread thread
                && thread.getPool() == ForkJoinPool.commonPool()) {
            return last;
        }
        return OF_THREAD.get();
    }

    /** Runs {@code body} with this as the calling thread's cell. */
    public <T, E extends Exception> T call(Body<T, E> body) throws E {
        CurrentCell before = OF_THREAD.get();
        OF_THREAD.set(this);
        last = this;
        try {
            return body.call();
        } finally {
            OF_THREAD.set(before);
        }
    }

    /** What the session lends under {@code type}. */
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(type.cast(services.get(type)));
    }

    /** What {@link #call} runs. */
    @FunctionalInterface
    public interface Body<T, E extends Exception> {
        T call() throws E;
    }
}
