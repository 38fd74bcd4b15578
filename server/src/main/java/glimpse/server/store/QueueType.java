package glimpse.server.store;

import java.util.function.Supplier;

/** A kind of persistent queue with its settings, as {@code -q} and its options have it; each use opens a queue of its own. */
@FunctionalInterface
public interface QueueType {
    /** Memory only. */
    QueueType BUILTIN = () -> PersistentQueue.NONE;

    /** A queue that is not connected yet. */
    PersistentQueue queue();

    /** Each job is kept before it is acknowledged. */
    static QueueType atOnce(Supplier<Store> engine) {
        return () -> new StoreThread(engine.get());
    }

    /** Jobs are kept when the server stops in good order. */
    static QueueType onShutdown(Supplier<Store> engine) {
        return () -> new ShutdownQueue(engine.get());
    }
}
