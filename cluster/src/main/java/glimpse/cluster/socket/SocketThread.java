package glimpse.cluster.socket;

import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.Refusals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.poll.PollItem;

/**
 * A thread that makes ZeroMQ sockets, waits for them and closes them. Started, named and stopped here; {@link #execute},
 * {@link #ring} and {@link #close} may be called from any thread, even an interrupted one.
 *
 * <p>It blocks on its sockets and its bell and on nothing else, so an owner's {@code turn} must not block for long.
 */
public final class SocketThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketThread.class);
    private static final long CLOSE_SECONDS = 6;

    private final SocketOwner owner;
    private final Optional<CurveKeys> curve;
    private final Refusals refusals;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Selector selector;
    private final Doorbell bell;
    private final Thread thread;
    private volatile boolean stopping;

    private SocketThread(String name, Optional<CurveKeys> curve, SocketOwner owner) throws IOException {
        this.owner = owner;
        this.curve = curve;
        this.refusals = new Refusals(name);
        this.selector = Selector.open();
        this.bell = new Doorbell(selector);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Starts the thread and waits until its sockets are open; throws what {@link SocketOwner#open} throws.
     *
     * @param curve the keys for its sockets; empty for ZeroMQ in the clear
     */
    public static SocketThread start(String name, Optional<CurveKeys> curve, SocketOwner owner) {
        try {
            SocketThread started = new SocketThread(name, curve, owner);
            started.thread.start();
            started.opened.join();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Runs the task on the thread, before its next turn; forgotten when the thread has stopped. */
    public void execute(Runnable task) {
        tasks.add(task);
        bell.ring();
    }

    /** Makes the thread take a turn. */
    public void ring() {
        bell.ring();
    }

    /** How many connections ended because the two sides' CURVE keys are not those of one cluster. */
    public long refused() {
        return refusals.count();
    }

    /** Tells whether the caller is this thread. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Lets the owner say its last word, closes the sockets and waits (bounded) for the end of the thread. */
    @Override
    public void close() {
        stopping = true;
        bell.ring();
        if (isCurrent()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        for (long left; thread.isAlive() && (left = end - System.nanoTime()) > 0; ) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("{} has not ended within {} s; it is left behind", thread.getName(), CLOSE_SECONDS);
        }
    }

    private void run() {
        try (ZContext context = new ZContext(1)) {
            // JeroMQ's own threads may find their channels closed while they are being closed.
            context.setUncaughtExceptionHandler((ended, e) -> LOG.debug("{}", ended.getName(), e));
            context.setNotificationExceptionHandler((ended, e) -> LOG.debug("{}", ended.getName(), e));
            Sockets sockets = new Sockets(context, bell, curve, refusals);
            owner.open(sockets);
            opened.complete(null);
            while (!stopping) {
                sockets.turn();
                waitFor(sockets, sockets.newConnections().waitMillis(turn()));
                sockets.newConnections().nudge(System.nanoTime());
            }
            runTasks();
            owner.closing();
        } catch (Throwable e) {
            if (!opened.completeExceptionally(e)) {
                LOG.error("{} stops", thread.getName(), e);
            }
        } finally {
            closeBell();
        }
    }

    private long turn() {
        bell.answer();
        runTasks();
        return owner.turn();
    }

    private void runTasks() {
        for (Runnable task; (task = tasks.poll()) != null; ) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("{}: task failed", thread.getName(), e);
            }
        }
    }

    private void waitFor(Sockets sockets, long millis) {
        List<PollItem> items = new ArrayList<>();
        for (ZMQ.Socket socket : sockets.all()) {
            items.add(new PollItem(socket.base(), owner.wants(socket) ? zmq.ZMQ.ZMQ_POLLIN : 0));
        }
        items.add(bell.pollItem());
        zmq.ZMQ.poll(selector, items.toArray(PollItem[]::new), millis);
    }

    private void closeBell() {
        try {
            selector.close();
            bell.close();
        } catch (IOException e) {
            LOG.debug("closing the bell of {}", thread.getName(), e);
        }
    }
}
