package glimpse.kernel.jupyter.comm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Iopub;
import glimpse.kernel.jupyter.wire.Json;
import java.util.List;
import java.util.function.Consumer;

/** One open comm. Any thread. */
public final class Comm {
    private final String id;
    private final String targetName;
    private final Iopub iopub;
    private final Consumer<Comm> closed;
    private volatile JsonNode parentHeader;
    private volatile Consumer<CommMessage> onMessage = message -> {};
    private volatile Consumer<CommMessage> onClose = message -> {};

    Comm(String id, String targetName, JsonNode parentHeader, Iopub iopub, Consumer<Comm> closed) {
        this.id = id;
        this.targetName = targetName;
        this.parentHeader = parentHeader;
        this.iopub = iopub;
        this.closed = closed;
    }

    public String id() {
        return id;
    }

    public String targetName() {
        return targetName;
    }

    public void onMessage(Consumer<CommMessage> listener) {
        onMessage = listener;
    }

    /** Called when the front end closes it, not by {@link #close}. */
    public void onClose(Consumer<CommMessage> listener) {
        onClose = listener;
    }

    public void send(JsonNode data) {
        send(data, List.of());
    }

    public void send(JsonNode data, List<byte[]> buffers) {
        iopub.display("comm_msg", parentHeader, Json.object(), content(data), buffers);
    }

    public void close() {
        closed.accept(this);
        iopub.display("comm_close", parentHeader, content(Json.object()));
    }

    void received(CommMessage message) {
        parentHeader = message.parentHeader();
        onMessage.accept(message);
    }

    void closedByPeer(CommMessage message) {
        parentHeader = message.parentHeader();
        onClose.accept(message);
    }

    ObjectNode content(JsonNode data) {
        ObjectNode content = Json.object().put("comm_id", id);
        content.set("data", data);
        return content;
    }
}
