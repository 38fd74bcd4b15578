package glimpse.cluster.channel;

import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.Refusals;
import glimpse.cluster.socket.SocketOwner;
import glimpse.cluster.socket.SocketThread;
import glimpse.cluster.socket.Sockets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The worker's end of the command channel. Every command is obeyed once, on the thread {@code glimpse-commands}, and answered
 * through the log channel; one that arrives again is answered again. A command that the cluster's key did not sign, and one that was recorded
 * and is played back, is refused and counted.
 */
public final class CommandReceiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandReceiver.class);
    private static final int HIGH_WATER_MARK = 1_000;

    private final ClusterConfig config;
    private final String worker;
    private final LogPublisher replies;
    private final CommandHandler handler;
    private final Refusals refusals = new Refusals("command channel");
    private final SocketThread thread;

    /** Used on the socket's thread. */
    private final ObeyedCommands obeyed;

    private CommandReceiver(ClusterConfig config, String worker, LogPublisher replies, CommandHandler handler) {
        this.config = config;
        this.worker = Topic.name(worker);
        this.replies = replies;
        this.handler = handler;
        this.obeyed = new ObeyedCommands(this.worker, config.key());
        this.thread = SocketThread.start("glimpse-commands", config.encryption().curve(), new Receiver());
    }

    /** Connects, now or as soon as the broker (in direct mode: the front end) is there. */
    public static CommandReceiver start(
            ClusterConfig config, String worker, LogPublisher replies, CommandHandler handler) {
        return new CommandReceiver(config, worker, replies, handler);
    }

    /**
     * How many commands were refused because this cluster's key did not sign them or they could not be read, and connections because of
     * their CURVE keys.
     */
    public long refused() {
        return refusals.count() + thread.refused();
    }

    @Override
    public void close() {
        thread.close();
    }

    /** The socket's side. */
    private final class Receiver implements SocketOwner {
        private ZMQ.Socket sub;

        @Override
        public void open(Sockets sockets) {
            sub = sockets.open(SocketType.SUB, HIGH_WATER_MARK);
            sub.subscribe(Topic.ALL_WORKERS.bytes());
            sub.subscribe(Topic.worker(worker).bytes());
            sockets.connect(sub, config.client().commandBackendUrl());
        }

        @Override
        public long turn() {
            for (List<byte[]> frames; (frames = Frames.read(sub)) != null; ) {
                try {
                    received(Command.Received.of(Message.open(frames, config.key())));
                } catch (BadMessageException e) {
                    refusals.refused(e.getMessage());
                }
            }
            return -1;
        }

        private void received(Command.Received received) throws BadMessageException {
            Command command = received.command();
            if (!command.isFor(worker)) {
                return;
            }
            if (obeyed.begin(received, System.currentTimeMillis(), System.nanoTime())) {
                obey(command, received.from());
            } else {
                obeyed.reply(command.id()).ifPresent(reply -> replies.publish(reply.message(received.from())));
            }
        }

        private void obey(Command command, String from) {
            Answer answer = new Answer(command.id(), worker, reply -> {
                thread.execute(() -> obeyed.replied(reply));
                replies.publish(reply.message(from));
            });
            try {
                handler.handle(command, answer);
            } catch (RuntimeException e) {
                LOG.warn("command {} failed", command.name(), e);
                answer.failed(e.toString());
            }
        }
    }
}
