package glimpse.cluster.channel;

import glimpse.cluster.socket.SocketThread;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * The front end's end of the log channel. Thread-safe.
 *
 * <p>The lines are given to their consumer by the thread {@code glimpse-log-delivery}, in the order of their arrival. A slow consumer
 * makes the socket wait, and so in the end those who print; it never makes a command wait.
 */
public final class LogSubscriber {
    private static final Logger LOG = LoggerFactory.getLogger(LogSubscriber.class);
    private static final long MAX_WAITING_BYTES = 8 << 20;

    private final Map<String, Consumer<LogEvent>> consumers = new ConcurrentHashMap<>();
    private final Deque<LogEvent> waiting = new ArrayDeque<>();
    private final Thread delivery = new Thread(this::deliver, "glimpse-log-delivery");
    private SocketThread thread;
    private ZMQ.Socket sub;
    private long waitingBytes;
    private boolean closed;

    LogSubscriber() {
        delivery.setDaemon(true);
    }

    void attach(SocketThread socketThread) {
        thread = socketThread;
        delivery.start();
    }

    void opened(ZMQ.Socket socket) {
        sub = socket;
    }

    /** Gives the session's lines to the consumer from now on, until the subscription is closed. */
    public Subscription subscribe(String session, Consumer<LogEvent> consumer) {
        byte[] topic = Topic.log(session).bytes();
        if (consumers.putIfAbsent(session, consumer) != null) {
            throw new IllegalStateException("the lines of session " + session + " have a consumer already");
        }
        thread.execute(() -> sub.subscribe(topic));
        return () -> {
            if (consumers.remove(session, consumer)) {
                thread.execute(() -> sub.unsubscribe(topic));
            }
        };
    }

    /** Ends when it is closed; lines that are on their way are dropped then. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Tells whether there is room for more; asked by the socket's thread. */
    synchronized boolean hasRoom() {
        return waitingBytes < MAX_WAITING_BYTES;
    }

    synchronized void received(LogEvent event) {
        waiting.add(event);
        waitingBytes += size(event);
        notifyAll();
    }

    private static long size(LogEvent event) {
        return 100 + 2L * event.text().length();
    }

    private void deliver() {
        for (LogEvent event; (event = take()) != null; ) {
            Consumer<LogEvent> consumer = consumers.get(event.session());
            if (consumer != null) {
                give(event, consumer);
            }
        }
    }

    private static void give(LogEvent event, Consumer<LogEvent> consumer) {
        try {
            consumer.accept(event);
        } catch (RuntimeException e) {
            LOG.error("a consumer of log lines failed", e);
        }
    }

    private LogEvent take() {
        boolean roomAgain;
        LogEvent event;
        synchronized (this) {
            while (waiting.isEmpty() && !closed) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    closed = true;
                }
            }
            if (closed) {
                return null;
            }
            boolean wasFull = !hasRoom();
            event = waiting.remove();
            waitingBytes -= size(event);
            roomAgain = wasFull && hasRoom();
        }
        if (roomAgain) {
            thread.ring();
        }
        return event;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
