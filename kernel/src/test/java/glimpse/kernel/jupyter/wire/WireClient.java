package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The client's side of the five sockets, for tests: one thread, bounded waits. */
public final class WireClient implements AutoCloseable {
    private static final int WAIT_MILLIS = 30_000;

    private final ZMQ.Context context = ZMQ.context(1);
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final MessageCodec codec;
    private final String session = UUID.randomUUID().toString();

    public WireClient(ConnectionFile connection) {
        codec = new MessageCodec(connection);
        for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN)) {
            connect(connection, channel, SocketType.DEALER);
        }
        connect(connection, Channel.HEARTBEAT, SocketType.REQ);
        connect(connection, Channel.IOPUB, SocketType.SUB).subscribe("");
    }

    private ZMQ.Socket connect(ConnectionFile connection, Channel channel, SocketType type) {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger(0);
        socket.setReceiveTimeOut(WAIT_MILLIS);
        socket.setRcvHWM(0);
        if (type == SocketType.DEALER) {
            socket.setIdentity(session.getBytes(ZMQ.CHARSET));
        }
        socket.connect(connection.address(channel));
        sockets.put(channel, socket);
        return socket;
    }

    /** Sends a request and returns its header. */
    public JsonNode send(Channel channel, String msgType, ObjectNode content) {
        return send(channel, msgType, content, Json.object());
    }

    /** As {@link #send(Channel, String, ObjectNode)}, with more fields in the header. */
    public JsonNode send(Channel channel, String msgType, ObjectNode content, ObjectNode moreHeader) {
        return send(channel, msgType, content, moreHeader, Json.object());
    }

    /** As {@link #send(Channel, String, ObjectNode)}, with a parent. */
    public JsonNode send(
            Channel channel, String msgType, ObjectNode content, ObjectNode moreHeader, JsonNode parentHeader) {
        ObjectNode header = header(msgType);
        header.setAll(moreHeader);
        frames(channel, codec.encode(new Message(List.of(), header, parentHeader, Json.object(), content, List.of())));
        return header;
    }

    /** The frames of a request, signed. */
    public List<byte[]> encoded(String msgType, ObjectNode content) {
        return codec.encode(new Message(List.of(), header(msgType), Json.object(), Json.object(), content, List.of()));
    }

    private ObjectNode header(String msgType) {
        return Json.object()
                .put("msg_id", UUID.randomUUID().toString())
                .put("session", session)
                .put("username", "tester")
                .put("date", "2026-11-22T00:00:00.000000Z")
                .put("msg_type", msgType)
                .put("version", "5.4");
    }

    /** Sends any frames. */
    public void frames(Channel channel, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            sockets.get(channel).send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /** The next message of the channel. */
    public Message receive(Channel channel) {
        ZMQ.Socket socket = sockets.get(channel);
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                throw new AssertionError(channel + ": nothing came in " + WAIT_MILLIS + " ms");
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        try {
            return codec.decode(frames);
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }

    /** The raw answer of the heartbeat. */
    public byte[] beat(byte[] ping) {
        ZMQ.Socket socket = sockets.get(Channel.HEARTBEAT);
        socket.send(ping);
        return socket.recv();
    }

    @Override
    public void close() {
        sockets.values().forEach(ZMQ.Socket::close);
        context.term();
    }
}
