package glimpse.cluster.socket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMonitor;

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

    private final ZContext context;
    private final Doorbell bell;
    private final Set<ZMQ.Socket> silent = ConcurrentHashMap.newKeySet();
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long dueNanos;

    NewConnections(ZContext context, Doorbell bell) {
        this.context = context;
        this.bell = bell;
    }

    /** Watches the connection that this socket will make, and make again. */
    void watch(ZMQ.Socket socket) {
        socket.setEventHook(
                event -> happened(socket, event),
                ZMQ.EVENT_CONNECTED | ZMQ.EVENT_DISCONNECTED | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL);
    }

    private void happened(ZMQ.Socket socket, ZEvent event) {
        if (event.getEvent() != ZMonitor.Event.CONNECTED) {
            silent.remove(socket);
        } else if (silent.add(socket)) {
            bell.ring();
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
