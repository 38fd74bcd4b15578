package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A client in the kernel's own process, which asks one thing after the other: for a rehearsal. One thread. */
public final class LoopbackClient implements AutoCloseable {
    private static final int WAIT_MILLIS = 30_000;

    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket shell = context.socket(SocketType.DEALER);
    private final ZMQ.Socket iopub = context.socket(SocketType.SUB);
    private final MessageCodec codec;
    private final Session session = new Session();

    public LoopbackClient(ConnectionFile connection) {
        codec = new MessageCodec(connection);
        for (ZMQ.Socket socket : List.of(shell, iopub)) {
            socket.setLinger(0);
            socket.setReceiveTimeOut(WAIT_MILLIS);
        }
        iopub.subscribe("");
        shell.connect(connection.address(Channel.SHELL));
        iopub.connect(connection.address(Channel.IOPUB));
    }

    /** Writes a connection file for any free ports on loopback. */
    public static Path writeConnectionFile(Path file) throws IOException {
        ObjectNode json = Json.object()
                .put("transport", "tcp")
                .put("ip", "127.0.0.1")
                .put("signature_scheme", "hmac-sha256")
                .put("key", "rehearsal");
        for (Channel channel : Channel.values()) {
            json.put(channel.portKey(), 0);
        }
        return Files.write(file, Json.bytes(json));
    }

    /**
     * Asks, and waits for the reply.
     *
     * @throws IOException if none comes in half a minute
     */
    public Message ask(String msgType, ObjectNode content) throws IOException {
        List<byte[]> frames = codec.encode(session.request(msgType, content));
        for (int i = 0; i < frames.size(); i++) {
            shell.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        List<byte[]> reply = new ArrayList<>();
        do {
            byte[] frame = shell.recv();
            if (frame == null) {
                throw new IOException(msgType + ": no reply in " + WAIT_MILLIS + " ms");
            }
            reply.add(frame);
        } while (shell.hasReceiveMore());
        try {
            return codec.decode(reply);
        } catch (MalformedMessage e) {
            throw new IOException(msgType + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        shell.close();
        iopub.close();
        context.term();
    }
}
