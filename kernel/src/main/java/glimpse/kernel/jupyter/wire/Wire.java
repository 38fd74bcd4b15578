package glimpse.kernel.jupyter.wire;

import java.util.EnumMap;
import java.util.Map;
import org.zeromq.ZMQ;

/**
 * The five bound sockets of a kernel. {@link #open} and {@link #close} belong to the thread that assembles the kernel, {@link #send} and
 * {@link #iopub} are for any thread.
 */
public final class Wire implements AutoCloseable {
    private static final int CLOSE_MILLIS = 400;

    /** Takes the messages that came in; called on the routers' thread, must not block. */
    @FunctionalInterface
    public interface Receiver {
        void received(Channel channel, Message message);
    }

    private final ZMQ.Context context;
    private final Routers routers;
    private final Iopub iopub;
    private final Heartbeat heartbeat;
    private final ConnectionFile connection;

    private Wire(ZMQ.Context context, Routers routers, Iopub iopub, Heartbeat heartbeat, ConnectionFile connection) {
        this.context = context;
        this.routers = routers;
        this.iopub = iopub;
        this.heartbeat = heartbeat;
        this.connection = connection;
    }

    /**
     * Binds all five; messages arrive from then on.
     *
     * @throws WireException if an address is taken
     * @throws IllegalArgumentException for an unknown signature scheme
     */
    public static Wire open(ConnectionFile connection, Session session, Receiver receiver) throws WireException {
        Heartbeat heartbeat = Heartbeat.open(connection);
        ZMQ.Context context = ZMQ.context(1);
        Iopub iopub;
        Routers routers;
        try {
            iopub = new Iopub(context, connection, session);
            routers = new Routers(context, connection, receiver);
        } catch (IllegalArgumentException e) {
            heartbeat.close();
            context.term();
            throw e;
        }
        try {
            iopub.start();
            routers.start();
        } catch (WireException e) {
            heartbeat.close();
            iopub.stop();
            context.term();
            throw e;
        }
        Map<Channel, Integer> ports = new EnumMap<>(routers.ports());
        ports.put(Channel.IOPUB, iopub.port());
        ports.put(Channel.HEARTBEAT, heartbeat.port());
        return new Wire(context, routers, iopub, heartbeat, connection.with(ports));
    }

    public void send(Channel channel, Message message) {
        routers.send(channel, message);
    }

    public Iopub iopub() {
        return iopub;
    }

    /** The connection file with the ports that were really bound. */
    public ConnectionFile connection() {
        return connection;
    }

    /** How many messages were dropped because they were malformed, forged or repeated. */
    public long dropped() {
        return routers.dropped();
    }

    /** Sends what is queued and closes the sockets; takes about half a second at most. */
    @Override
    public void close() {
        iopub.stop();
        routers.stop();
        heartbeat.close();
        try {
            iopub.join(CLOSE_MILLIS);
            routers.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.term();
    }
}
