package glimpse.cluster.socket;

import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.security.Refusals;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;

/**
 * Sees to it that new connections greet. Used on the sockets' thread; {@link #happened} is called by ZeroMQ's I/O thread.
 *
 * <p>JeroMQ 0.6 retires the connecting handle of a channel and registers the talking one in the same pass over its table (its pull
 * request 1022). Where both are due in one pass, the cancelled selection key is still the channel's, neither absent nor valid, and the new
 * handle is not registered: nothing is read or written until the next pass, which only another change of the table brings. One to six of a
 * hundred connections, more under load, are silent until their greeting times out. So the table is changed, by a socket that is
 * bound and closed, at once and then with growing pauses until the peer's greeting has come.
 */
final class NewConnections {
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 320;
    private static final long AT_ONCE_NANOS = 1_000_000_000L;

    private final ZContext context;
    private final Doorbell bell;
    private final Refusals refusals;
    private final Map<ZMQ.Socket, Long> connectedNanos = new ConcurrentHashMap<>();
    private final Set<ZMQ.Socket> silent = ConcurrentHashMap.newKeySet();
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long dueNanos;

    /** @param refusals counts the connections that end because the two sides do not speak the same CURVE */
    NewConnections(ZContext context, Doorbell bell, Refusals refusals) {
        this.context = context;
        this.bell = bell;
        this.refusals = refusals;
    }

    /** Watches the connection that this socket will make, and make again. */
    void watch(ZMQ.Socket socket, ChannelUrl url) {
        socket.setEventHook(
                event -> happened(socket, url, event),
                ZMQ.EVENT_CONNECTED
                        | ZMQ.EVENT_DISCONNECTED
                        | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL
                        | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_FAILED_AUTH);
    }

    /** Watches the connections that others make to this socket: those with an unknown key are counted where they are refused. */
    void watchBound(ZMQ.Socket socket, ChannelUrl url) {
        socket.setEventHook(
                event -> refusals.refused("a connection to " + url + " whose CURVE keys are not of this cluster"),
                zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL);
    }

    private void happened(ZMQ.Socket socket, ChannelUrl url, ZEvent event) {
        switch (event.getEvent()) {
            case CONNECTED -> {
                connectedNanos.put(socket, System.nanoTime());
                if (silent.add(socket)) {
                    bell.ring();
                }
            }
            case HANDSHAKE_PROTOCOL -> silent.remove(socket);
            case HANDSHAKE_FAILED_AUTH -> {
                connectedNanos.remove(socket);
                refusals.refused(
                        url + " does not know this member's CURVE key (expected: curve_client_keys there with its"
                                + " public key, then a new start here)");
            }
            default -> disconnected(socket, url);
        }
    }

    /** A connection that ends at once, without a greeting or in the middle of the keys' exchange, was refused. */
    private void disconnected(ZMQ.Socket socket, ChannelUrl url) {
        boolean withoutGreeting = silent.remove(socket);
        Long sinceNanos = connectedNanos.remove(socket);
        if (sinceNanos != null
                && System.nanoTime() - sinceNanos < AT_ONCE_NANOS
                && (withoutGreeting || socket.getMechanism() == ZMQ.Socket.Mechanism.CURVE)) {
            refusals.refused(url
                    + " closed the connection at once (expected: on both sides CURVE keys of the same cluster, or on"
                    + " neither; then a new start)");
        }
    }

    /** How long the thread may wait, which wants to wait so long; -1 for as long as it takes. */
    long waitMillis(long wantedMillis) {
        if (silent.isEmpty()) {
            return wantedMillis;
        }
        return wantedMillis < 0 ? pauseMillis : Math.min(wantedMillis, pauseMillis);
    }

    /** Changes the I/O thread's table if a connection is silent and it is time. */
    void nudge(long nowNanos) {
        if (silent.isEmpty()) {
            pauseMillis = FIRST_PAUSE_MILLIS;
            dueNanos = nowNanos;
        } else if (nowNanos - dueNanos >= 0) {
            dueNanos = nowNanos + pauseMillis * 1_000_000;
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            try (ZMQ.Socket any = context.createSocket(SocketType.PAIR)) {
                any.bind("tcp://127.0.0.1:*");
            }
        }
    }
}
