package glimpse.broker;

import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.socket.Outlet;
import glimpse.cluster.socket.SocketOwner;
import glimpse.cluster.socket.SocketThread;
import glimpse.cluster.socket.Sockets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Passes messages from the publishers at its frontend to the subscribers at its backend, and subscriptions the other way, so
 * that a publisher knows who listens. One thread, which owns both sockets.
 */
final class Forwarder implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MESSAGES_IN_A_TURN = 64;

    /** What becomes of a message that one of its subscribers has no room for. */
    enum WhenFull {
        /** That subscriber misses it; commands are sent again by who sends them. */
        DROP,
        /** It waits until there is room, or until that subscriber is seen to read nothing any more. */
        WAIT
    }

    private final ChannelUrl frontend;
    private final ChannelUrl backend;
    private final int highWaterMark;
    private final Duration patience;
    private final SocketThread thread;
    private volatile ChannelUrl frontendUrl;
    private volatile ChannelUrl backendUrl;

    private Forwarder(
            String name,
            Optional<CurveKeys> curve,
            ChannelUrl frontend,
            ChannelUrl backend,
            int highWaterMark,
            WhenFull whenFull) {
        this.frontend = frontend;
        this.backend = backend;
        this.highWaterMark = highWaterMark;
        this.patience = whenFull == WhenFull.WAIT ? PATIENCE : Duration.ZERO;
        this.thread = SocketThread.start(name, curve, new Ends());
    }

    /** Binds both ends. */
    static Forwarder start(
            String name,
            Optional<CurveKeys> curve,
            ChannelUrl frontend,
            ChannelUrl backend,
            int highWaterMark,
            WhenFull whenFull) {
        return new Forwarder(name, curve, frontend, backend, highWaterMark, whenFull);
    }

    /** How many connections ended because of their CURVE keys. */
    long refused() {
        return thread.refused();
    }

    ChannelUrl frontendUrl() {
        return frontendUrl;
    }

    ChannelUrl backendUrl() {
        return backendUrl;
    }

    @Override
    public void close() {
        thread.close();
    }

    /** The sockets' side. */
    private final class Ends implements SocketOwner {
        private ZMQ.Socket xsub;
        private ZMQ.Socket xpub;
        private Outlet outlet;
        private List<byte[]> refused;

        @Override
        public void open(Sockets sockets) {
            xsub = sockets.open(SocketType.XSUB, highWaterMark);
            xpub = sockets.open(SocketType.XPUB, highWaterMark);
            outlet = new Outlet(xpub, patience.isZero() ? Duration.ZERO : SLICE, patience);
            backendUrl = sockets.bind(xpub, backend);
            frontendUrl = sockets.bind(xsub, frontend);
        }

        @Override
        public boolean wants(ZMQ.Socket socket) {
            return socket == xpub || refused == null;
        }

        @Override
        public long turn() {
            passSubscriptions();
            for (int i = 0; i < MESSAGES_IN_A_TURN; i++) {
                List<byte[]> message = refused != null ? refused : read();
                if (message == null) {
                    return -1;
                }
                refused = outlet.send(message) ? null : message;
                if (refused != null) {
                    return 0;
                }
            }
            return 0;
        }

        private void passSubscriptions() {
            for (byte[] frame; (frame = xpub.recv(ZMQ.DONTWAIT)) != null; ) {
                if (frame.length > 0 && (frame[0] == 0 || frame[0] == 1)) {
                    xsub.send(frame);
                }
            }
        }

        private List<byte[]> read() {
            byte[] first = xsub.recv(ZMQ.DONTWAIT);
            if (first == null) {
                return null;
            }
            List<byte[]> frames = new ArrayList<>(4);
            frames.add(first);
            while (xsub.hasReceiveMore()) {
                frames.add(xsub.recv());
            }
            return frames;
        }
    }
}
