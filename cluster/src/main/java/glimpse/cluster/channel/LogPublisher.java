package glimpse.cluster.channel;

import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.socket.Outlet;
import glimpse.cluster.socket.SocketOwner;
import glimpse.cluster.socket.SocketThread;
import glimpse.cluster.socket.Sockets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The worker's end of the log channel: log lines and replies go out here. Thread-safe.
 *
 * <p>While somebody subscribes to a session's lines none is lost: {@link #publish} waits when they come faster than they are
 * read. Lines of a session that nobody subscribes to are kept for some seconds, as its front end may be on its way, and then dropped.
 * The socket belongs to the thread {@code glimpse-log-publisher}.
 */
public final class LogPublisher implements AutoCloseable {
    static final Duration HOLD = Duration.ofSeconds(10);

    /** A subscriber that reads nothing for so long is passed over. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration SLICE = Duration.ofMillis(20);
    private static final int HIGH_WATER_MARK = 64;
    private static final int MESSAGES_IN_A_TURN = 16;
    private static final long FLUSH_MILLIS = 3_000;

    private final Outbox outbox;
    private final SocketThread thread;

    private LogPublisher(ClusterConfig config, Duration hold) {
        this.outbox = new Outbox(hold.toNanos());
        this.thread = SocketThread.start(
                "glimpse-log-publisher",
                config.encryption().curve(),
                new Sender(config.client().logFrontendUrl(), config.key()));
    }

    /** Connects, now or as soon as the broker (in direct mode: the front end) is there. */
    public static LogPublisher connect(ClusterConfig config) {
        return connect(config, HOLD);
    }

    static LogPublisher connect(ClusterConfig config, Duration hold) {
        return new LogPublisher(config, hold);
    }

    /** Publishes the lines; waits while too much is waiting already. */
    public void publish(LogEvent event) {
        put(new Outgoing.Lines(event));
    }

    /** Publishes a message that is ready. */
    void publish(Message message) {
        put(new Outgoing.Ready(message));
    }

    private void put(Outgoing item) {
        outbox.put(item);
        thread.ring();
    }

    /** How many lines and replies were dropped because nobody was there for them. */
    public long dropped() {
        return outbox.dropped();
    }

    /** How many connections ended because of their CURVE keys. */
    public long refused() {
        return thread.refused();
    }

    /** Sends what is still waiting (bounded), then closes. */
    @Override
    public void close() {
        outbox.awaitEmpty(FLUSH_MILLIS);
        outbox.close();
        thread.close();
    }

    /** The socket's side. */
    private final class Sender implements SocketOwner {
        private final ChannelUrl url;
        private final ClusterKey key;
        private Subscriptions subscriptions;
        private Outlet outlet;
        private Outgoing refused;

        private Sender(ChannelUrl url, ClusterKey key) {
            this.url = url;
            this.key = key;
        }

        @Override
        public void open(Sockets sockets) {
            ZMQ.Socket xpub = sockets.open(SocketType.XPUB, HIGH_WATER_MARK);
            subscriptions = new Subscriptions(xpub);
            outlet = new Outlet(xpub, SLICE, PATIENCE);
            sockets.connect(xpub, url);
        }

        @Override
        public long turn() {
            for (Subscriptions.Change change; (change = subscriptions.next()) != null; ) {
                if (change.subscribed()) {
                    outbox.subscribed(change.topic());
                }
            }
            if (refused != null && !send(refused)) {
                return 0;
            }
            long wait = -1;
            for (Topic topic : outbox.topics()) {
                long until = subscriptions.has(topic) ? sendSome(topic) : hold(topic);
                wait = until < 0 ? wait : wait < 0 ? until : Math.min(wait, until);
            }
            return wait;
        }

        private long sendSome(Topic topic) {
            for (int i = 0; i < MESSAGES_IN_A_TURN && refused == null; i++) {
                Outgoing next = outbox.take(topic);
                if (next == null) {
                    return -1;
                }
                send(next);
            }
            return 0;
        }

        private boolean send(Outgoing item) {
            boolean sent = outlet.send(item.message().frames(key));
            refused = sent ? null : item;
            return sent;
        }

        private long hold(Topic topic) {
            long nanos = outbox.unsubscribed(topic, System.nanoTime());
            return nanos == 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
        }
    }
}
