package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * Publishes to every subscriber, and the thread that owns the socket. The publishing methods are for any thread.
 *
 * <p>Nothing is dropped: when a subscriber's queue is full, the socket waits, then {@link OutputQueue} fills, then the cell's thread waits
 * in {@link #text}. Only a subscriber that has taken nothing at all for {@link #STALLED_MILLIS} (a stopped console) is left behind. What is
 * published before the first subscriber's connection is there, which may take longer than its first requests, waits for it,
 * {@link #HOLD_MILLIS} after the start at the most.
 */
public final class Iopub extends SocketThread {
    private static final Logger LOG = LoggerFactory.getLogger(Iopub.class);
    private static final JsonNode NO_PARENT = Json.object();
    private static final JsonNode NO_METADATA = Json.object();
    /** Messages of up to 64 K characters that wait for each subscriber. */
    private static final int HIGH_WATER_MARK = 100;

    private static final int STALLED_MILLIS = 10_000;
    private static final int PATIENCE_AFTER_STALL_MILLIS = 20;
    private static final int CLOSING_MILLIS = 100;
    private static final int HOLD_MILLIS = 10_000;

    private final ZMQ.Context context;
    private final ConnectionFile connection;
    private final Session session;
    private final MessageCodec codec;
    private final OutputQueue queue = new OutputQueue(System::nanoTime, this::wake);
    private ZMQ.Socket socket;
    private volatile int port;
    private boolean stalled;
    private boolean subscribed;

    Iopub(ZMQ.Context context, ConnectionFile connection, Session session) {
        super("jupyter-iopub");
        this.context = context;
        this.connection = connection;
        this.session = session;
        this.codec = new MessageCodec(connection);
    }

    /** Adds to {@code stdout} or {@code stderr} of the request; waits while the subscribers are behind. */
    public void text(JsonNode parentHeader, String stream, String text) {
        queue.text(parentHeader, stream, text);
    }

    /** Publishes what a cell shows; waits while the subscribers are behind. */
    public void display(String msgType, JsonNode parentHeader, JsonNode content) {
        queue.display(OutputQueue.Ready.of(msgType, parentHeader, content));
    }

    /** As {@link #display(String, JsonNode, JsonNode)}, with the message's metadata and raw frames. */
    public void display(
            String msgType, JsonNode parentHeader, JsonNode metadata, JsonNode content, List<byte[]> buffers) {
        queue.display(new OutputQueue.Ready(msgType, msgType, parentHeader, metadata, content, buffers));
    }

    /** Publishes a status, a result, an error: never waits. */
    public void publish(String msgType, JsonNode parentHeader, JsonNode content) {
        queue.control(OutputQueue.Ready.of(msgType, parentHeader, content));
    }

    /** As {@link #publish(String, JsonNode, JsonNode)}, for what no request has caused. */
    public void publish(String msgType, JsonNode content) {
        publish(msgType, NO_PARENT, content);
    }

    /** Waits until everything published so far has been sent, or the time is over. */
    public void flush(long millis) throws InterruptedException {
        queue.flush(millis);
    }

    int port() {
        return port;
    }

    @Override
    Poll bind() {
        socket = bind(context, connection, Channel.IOPUB, Iopub::configure);
        port = port(socket);
        return new Poll(socket);
    }

    private static void configure(ZMQ.Socket socket) {
        socket.setSndHWM(HIGH_WATER_MARK);
        socket.setXpubVerbose(true); // every subscriber is welcomed, not only the first
    }

    @Override
    void loop() {
        awaitSubscriber();
        while (!stopped()) {
            welcome();
            OutputQueue.Entry entry = queue.poll();
            if (entry == null) {
                await(queue.millisToNext());
            } else {
                send(entry);
            }
        }
        queue.close();
        for (OutputQueue.Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            send(entry);
        }
    }

    private void awaitSubscriber() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HOLD_MILLIS);
        welcome();
        for (long left; !subscribed && !stopped() && (left = end - System.nanoTime()) > 0; welcome()) {
            await(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    private void welcome() {
        for (byte[] frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
            if (frame.length > 0 && frame[0] == 1) {
                subscribed = true;
                String topic = new String(Arrays.copyOfRange(frame, 1, frame.length), StandardCharsets.UTF_8);
                ObjectNode content = Json.object().put("subscription", topic);
                send(session.publication(topic, "iopub_welcome", NO_PARENT, NO_METADATA, content, List.of()));
            }
        }
    }

    private void send(OutputQueue.Entry entry) {
        if (entry instanceof OutputQueue.Text text) {
            ObjectNode content = Json.object()
                    .put("name", text.stream())
                    .put("text", text.text().toString());
            send(session.publication(
                    "stream." + text.stream(), "stream", text.parentHeader(), NO_METADATA, content, List.of()));
        } else if (entry instanceof OutputQueue.Ready ready) {
            send(session.publication(
                    ready.topic(),
                    ready.msgType(),
                    ready.parentHeader(),
                    ready.metadata(),
                    ready.content(),
                    ready.buffers()));
        } else if (entry instanceof OutputQueue.Mark mark) {
            mark.reached().countDown();
        }
    }

    private void send(Message message) {
        List<byte[]> frames = codec.encode(message);
        sendFirst(frames.get(0));
        for (int i = 1; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /** The high-water mark decides about whole messages: once the first frame is in, the others are. */
    private void sendFirst(byte[] topic) {
        socket.setXpubNoDrop(true);
        socket.setSendTimeOut(patienceMillis());
        if (socket.send(topic, ZMQ.SNDMORE)) {
            if (stalled) {
                LOG.info("iopub: all subscribers read again");
            }
            stalled = false;
            return;
        }
        if (!stalled && !stopped()) {
            LOG.warn("iopub: a subscriber has read nothing for {} ms; it will miss messages", STALLED_MILLIS);
        }
        stalled = true;
        socket.setXpubNoDrop(false);
        socket.send(topic, ZMQ.SNDMORE);
    }

    private int patienceMillis() {
        if (stopped()) {
            return stalled ? 0 : CLOSING_MILLIS;
        }
        return stalled ? PATIENCE_AFTER_STALL_MILLIS : STALLED_MILLIS;
    }

    @Override
    void closeSockets() {
        queue.close();
        if (socket != null) {
            socket.close();
        }
    }
}
