package glimpse.cluster.socket;

import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.security.CurveKeys;
import glimpse.cluster.security.Refusals;
import glimpse.gearman.connection.HostPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Makes the sockets of one {@link SocketThread}, all with the same habits. Used on that thread alone. */
public final class Sockets {
    /** The longest message that is read: a command may carry a value, a log line is far shorter. */
    public static final long MAX_MESSAGE_BYTES = 64L << 20;

    /** A peer that binds later is found within this time: nobody waits for a front end longer than this. */
    public static final int MAX_RECONNECT_MILLIS = 400;

    private static final int MIN_RECONNECT_MILLIS = 50;
    private static final int GREETING_MILLIS = 3_000;

    /** A peer that has said nothing for so long after a heartbeat is gone, though its connection is not closed: its link is down. */
    private static final int HEARTBEAT_TIMEOUT_MILLIS = 6_000;

    private static final int HEARTBEAT_MILLIS = 2_000;
    private static final int LINGER_MILLIS = 2_000;

    private final ZContext context;
    private final List<ZMQ.Socket> all = new ArrayList<>();
    private final NewConnections newConnections;
    private final Optional<CurveKeys> curve;
    private final Refusals refusals;
    private CurveDoor door;

    /** @param curve the keys for all sockets; empty for ZeroMQ in the clear */
    Sockets(ZContext context, Doorbell bell, Optional<CurveKeys> curve, Refusals refusals) {
        this.context = context;
        this.curve = curve;
        this.refusals = refusals;
        this.newConnections = new NewConnections(context, bell, refusals);
    }

    /**
     * Makes a socket that holds at most so many messages for each peer. A connection that is lost takes its subscriptions
     * with it, so that they tell who is there now.
     */
    public ZMQ.Socket open(SocketType type, int highWaterMark) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setHWM(highWaterMark);
        socket.setLinger(LINGER_MILLIS);
        socket.setImmediate(false);
        socket.setReconnectIVL(MIN_RECONNECT_MILLIS);
        socket.setReconnectIVLMax(MAX_RECONNECT_MILLIS);
        socket.setMaxMsgSize(MAX_MESSAGE_BYTES);
        socket.setTCPKeepAlive(1);
        socket.setHeartbeatIvl(HEARTBEAT_MILLIS);
        socket.setHeartbeatTimeout(HEARTBEAT_TIMEOUT_MILLIS);
        all.add(socket);
        return socket;
    }

    /** Binds; returns the URL with the port that was free, where 0 was asked for. */
    public ChannelUrl bind(ZMQ.Socket socket, ChannelUrl url) {
        curve.ifPresent(keys -> {
            CurveDoor.asServer(socket, keys);
            openDoor(keys);
        });
        newConnections.watchBound(socket, url);
        socket.setIPv6(url.address().host().indexOf(':') >= 0);
        try {
            socket.bind(url.toString());
        } catch (ZMQException e) {
            throw new CannotBindException(url, e);
        }
        String bound = socket.getLastEndpoint();
        return url.withPort(Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1)));
    }

    private void openDoor(CurveKeys keys) {
        if (door == null) {
            door = new CurveDoor(context, keys, refusals);
            all.add(door.socket());
        }
    }

    /** Does what is to be done for the sockets themselves. */
    void turn() {
        if (door != null) {
            door.turn();
        }
    }

    /** Connects, now or whenever the other side binds; only the host's name must be known now. */
    public void connect(ZMQ.Socket socket, ChannelUrl url) {
        HostPort address = url.address();
        if (new InetSocketAddress(address.host(), address.port()).isUnresolved()) {
            throw new UnknownAddressException(url);
        }
        socket.setIPv6(address.host().indexOf(':') >= 0);
        socket.setHandshakeIvl(GREETING_MILLIS);
        curve.ifPresent(keys -> CurveDoor.asClient(socket, keys));
        newConnections.watch(socket, url);
        socket.connect(url.toString());
    }

    NewConnections newConnections() {
        return newConnections;
    }

    List<ZMQ.Socket> all() {
        return all;
    }
}
