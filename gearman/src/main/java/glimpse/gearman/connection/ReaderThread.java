package glimpse.gearman.connection;

/**
 * A thread that connects, reads packets and runs handlers. Whoever sends from one never waits for room in an outbox: two readers that
 * waited for each other would wait for ever.
 */
public final class ReaderThread extends Thread {
    /** @param name such as {@code gearman-client 127.0.0.1:4730}; the thread does not keep the JVM alive */
    public ReaderThread(String name, Runnable task) {
        super(task, name);
        setDaemon(true);
    }

    /** Whether the caller runs on such a thread. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof ReaderThread;
    }
}
