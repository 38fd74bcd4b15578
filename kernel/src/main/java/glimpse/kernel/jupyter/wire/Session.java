package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The kernel as a sender of messages: its session id and the headers it makes. Any thread. */
public final class Session {
    /** The version of the Jupyter protocol that is spoken here. */
    public static final String PROTOCOL_VERSION = "5.4";

    private static final JsonNode EMPTY = Json.object();

    private final String id = UUID.randomUUID().toString();
    private final AtomicLong sent = new AtomicLong();

    /** A reply on the channel by which {@code request} came, to the one who sent it. */
    public Message reply(Message request, String msgType, JsonNode content) {
        return new Message(request.identities(), header(msgType), request.header(), EMPTY, content, List.of());
    }

    /** A request of a client's. */
    Message request(String msgType, JsonNode content) {
        return new Message(List.of(), header(msgType), EMPTY, EMPTY, content, List.of());
    }

    /** A message for iopub; {@code parentHeader} is the header of the request that it belongs to. */
    Message publication(
            String topic,
            String msgType,
            JsonNode parentHeader,
            JsonNode metadata,
            JsonNode content,
            List<byte[]> buffers) {
        return new Message(
                List.of(topic.getBytes(StandardCharsets.UTF_8)),
                header(msgType),
                parentHeader,
                metadata,
                content,
                buffers);
    }

    private ObjectNode header(String msgType) {
        return Json.object()
                .put("msg_id", id + "_" + sent.incrementAndGet())
                .put("session", id)
                .put("username", "kernel")
                .put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString())
                .put("msg_type", msgType)
                .put("version", PROTOCOL_VERSION);
    }
}
