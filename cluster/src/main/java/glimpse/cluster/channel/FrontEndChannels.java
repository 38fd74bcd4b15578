package glimpse.cluster.channel;

import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.Refusals;
import glimpse.cluster.socket.CannotBindException;
import glimpse.cluster.socket.SocketOwner;
import glimpse.cluster.socket.SocketThread;
import glimpse.cluster.socket.Sockets;
import java.util.List;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A front end's ends of the two channels. Its methods may be called from any thread; the sockets belong to the thread
 * {@code glimpse-channels}.
 *
 * <p>With a broker both sockets connect. Without one (direct mode) both are bound here, so that one front end at a time can
 * have them.
 */
public final class FrontEndChannels implements AutoCloseable {
    private static final int COMMAND_HIGH_WATER_MARK = 1_000;
    private static final int LOG_HIGH_WATER_MARK = 64;
    private static final int MESSAGES_IN_A_TURN = 64;

    private final ClusterConfig config;
    private final String id = UUID.randomUUID().toString();
    private final CommandSender commands;
    private final LogSubscriber logs = new LogSubscriber();
    private final Refusals refusals = new Refusals("log channel");
    private final SocketThread thread;
    private volatile ChannelUrls urls;

    private FrontEndChannels(ClusterConfig config) {
        this.config = config;
        this.urls = config.client().channels();
        this.commands = new CommandSender(id, config.isDirect());
        this.thread = SocketThread.start("glimpse-channels", config.encryption().curve(), new Ends());
        commands.attach(thread);
        logs.attach(thread);
    }

    /** Connects, or binds in direct mode; a {@link CannotBindException} says who may have the address. */
    public static FrontEndChannels open(ClusterConfig config) {
        config.warnIfOpen();
        return new FrontEndChannels(config);
    }

    public CommandSender commands() {
        return commands;
    }

    public LogSubscriber logs() {
        return logs;
    }

    /** The addresses, in direct mode with the ports that were free. */
    public ChannelUrls urls() {
        return urls;
    }

    /**
     * How many messages were refused because this cluster's key did not sign them or they could not be read, and connections because of
     * their CURVE keys.
     */
    public long refused() {
        return refusals.count() + thread.refused();
    }

    @Override
    public void close() {
        logs.close();
        thread.close();
    }

    /** The sockets' side. */
    private final class Ends implements SocketOwner {
        private ZMQ.Socket xpub;
        private ZMQ.Socket sub;
        private Subscriptions subscriptions;

        @Override
        public void open(Sockets sockets) {
            xpub = sockets.open(SocketType.XPUB, COMMAND_HIGH_WATER_MARK);
            sub = sockets.open(SocketType.SUB, LOG_HIGH_WATER_MARK);
            sub.subscribe(Topic.reply(id).bytes());
            subscriptions = new Subscriptions(xpub);
            if (config.isDirect()) {
                bind(sockets);
            } else {
                sockets.connect(sub, urls.logBackendUrl());
                sockets.connect(xpub, urls.commandFrontendUrl());
            }
            logs.opened(sub);
            commands.opened(this::send, System.nanoTime());
        }

        private void bind(Sockets sockets) {
            try {
                urls = ChannelUrls.direct(
                        sockets.bind(xpub, urls.commandFrontendUrl()), sockets.bind(sub, urls.logBackendUrl()));
            } catch (CannotBindException e) {
                throw e.advised(
                        "without a broker the front end binds this address, one front end at a time;"
                                + " close the other, or put a broker between (a [server] section and glimpse-cluster LaunchBroker)");
            }
        }

        private void send(Message message) {
            List<byte[]> frames = message.frames(config.key());
            for (int i = 0; i < frames.size(); i++) {
                xpub.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE | ZMQ.DONTWAIT : ZMQ.DONTWAIT);
            }
        }

        @Override
        public boolean wants(ZMQ.Socket socket) {
            return socket != sub || logs.hasRoom();
        }

        @Override
        public long turn() {
            for (Subscriptions.Change change; (change = subscriptions.next()) != null; ) {
                commands.changed(change, System.nanoTime());
            }
            boolean more = receiveSome();
            long wait = commands.tick(System.nanoTime());
            return more ? 0 : wait;
        }

        private boolean receiveSome() {
            for (int i = 0; i < MESSAGES_IN_A_TURN; i++) {
                List<byte[]> frames = logs.hasRoom() ? Frames.read(sub) : null;
                if (frames == null) {
                    return false;
                }
                try {
                    received(Message.open(frames, config.key()));
                } catch (BadMessageException e) {
                    refusals.refused(e.getMessage());
                }
            }
            return true;
        }

        private void received(Message message) throws BadMessageException {
            if (message.topic().equals(Topic.reply(id))) {
                commands.replied(Reply.of(message));
            } else {
                logs.received(LogEvent.of(message));
            }
        }

        @Override
        public void closing() {
            commands.close();
        }
    }
}
