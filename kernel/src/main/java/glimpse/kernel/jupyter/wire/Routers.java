package glimpse.kernel.jupyter.wire;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * The thread that owns shell, control and stdin: reads whole multipart messages, hands the good ones on, counts and drops the others, and
 * sends what is queued. {@link #send} and {@link #dropped} are for any thread.
 */
final class Routers extends SocketThread {
    private static final Logger LOG = LoggerFactory.getLogger(Routers.class);
    /** Shell first: an interrupt on control then finds the cells that were sent before it, also when this thread was kept from reading. */
    private static final List<Channel> CHANNELS = List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN);

    /** Control is looked at again after so many messages of one socket. */
    private static final int BATCH = 64;

    private static final int MAX_FRAMES = 10_000;

    private record Outgoing(Channel channel, Message message) {}

    private final ZMQ.Context context;
    private final ConnectionFile connection;
    private final Wire.Receiver receiver;
    private final MessageCodec codec;
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
    private final ConcurrentLinkedQueue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicLong dropped = new AtomicLong();

    Routers(ZMQ.Context context, ConnectionFile connection, Wire.Receiver receiver) {
        super("jupyter-routers");
        this.context = context;
        this.connection = connection;
        this.receiver = receiver;
        this.codec = new MessageCodec(connection);
    }

    void send(Channel channel, Message message) {
        outgoing.add(new Outgoing(channel, message));
        wake();
    }

    /** How many messages were no Jupyter messages of ours. */
    long dropped() {
        return dropped.get();
    }

    Map<Channel, Integer> ports() {
        return ports;
    }

    @Override
    Poll bind() {
        for (Channel channel : CHANNELS) {
            ZMQ.Socket socket = bind(context, connection, channel, Routers::configure);
            sockets.put(channel, socket);
            ports.put(channel, port(socket));
        }
        return new Poll(sockets.values().toArray(ZMQ.Socket[]::new));
    }

    private static void configure(ZMQ.Socket socket) {
        socket.setSndHWM(0); // a ROUTER at its mark drops; replies are as few as requests
        socket.setRouterHandover(true); // a client that comes back keeps its identity
    }

    @Override
    void loop() {
        while (!stopped()) {
            await(0);
            sendQueued();
            CHANNELS.forEach(this::receive);
        }
        sendQueued();
    }

    private void sendQueued() {
        for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
            ZMQ.Socket socket = sockets.get(next.channel());
            List<byte[]> frames = codec.encode(next.message());
            for (int i = 0; i < frames.size(); i++) {
                socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
            }
        }
    }

    private void receive(Channel channel) {
        ZMQ.Socket socket = sockets.get(channel);
        for (int i = 0; i < BATCH; i++) {
            List<byte[]> frames = frames(socket);
            if (frames.isEmpty()) {
                return;
            }
            accept(channel, frames);
        }
    }

    /** One whole message, however malformed; what follows it is never touched. */
    private static List<byte[]> frames(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        for (byte[] frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
            if (frames.size() < MAX_FRAMES) {
                frames.add(frame);
            }
            if (!socket.hasReceiveMore()) {
                break;
            }
        }
        return frames;
    }

    private void accept(Channel channel, List<byte[]> frames) {
        try {
            receiver.received(channel, codec.decode(frames));
        } catch (MalformedMessage e) {
            LOG.warn("{}: message dropped ({} so far): {}", channel, dropped.incrementAndGet(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{}: a message could not be handed on", channel, e);
        }
    }

    @Override
    void closeSockets() {
        sockets.values().forEach(ZMQ.Socket::close);
    }
}
