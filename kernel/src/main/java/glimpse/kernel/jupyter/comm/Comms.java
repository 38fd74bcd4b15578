package glimpse.kernel.jupyter.comm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Iopub;
import glimpse.kernel.jupyter.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open comms of a kernel and the targets that front ends may open. Any thread. */
public final class Comms {
    private static final Logger LOG = LoggerFactory.getLogger(Comms.class);

    private final Iopub iopub;
    private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
    private final Map<String, Comm> open = new ConcurrentHashMap<>();

    public Comms(Iopub iopub) {
        this.iopub = iopub;
    }

    /** Lets front ends open comms named {@code targetName}. */
    public void register(String targetName, CommTarget target) {
        targets.put(targetName, target);
    }

    /**
     * Opens a comm to code in the front end that is registered as {@code targetName}.
     *
     * @param parentHeader the header of the request that causes it, or an empty object
     * @param metadata of the message: widgets have the version of their protocol there
     */
    public Comm open(String targetName, JsonNode parentHeader, JsonNode data, JsonNode metadata, List<byte[]> buffers) {
        Comm comm = comm(UUID.randomUUID().toString(), targetName, parentHeader);
        ObjectNode content = comm.content(data).put("target_name", targetName);
        iopub.display("comm_open", parentHeader, metadata, content, buffers);
        return comm;
    }

    private Comm comm(String id, String targetName, JsonNode parentHeader) {
        Comm comm = new Comm(id, targetName, parentHeader, iopub, closed -> open.remove(closed.id()));
        open.put(id, comm);
        return comm;
    }

    /** A {@code comm_open} came; an unknown target is closed at once, as the protocol asks. */
    public void opened(JsonNode content, CommMessage message) {
        String id = content.path("comm_id").asText();
        String targetName = content.path("target_name").asText();
        Comm comm = comm(id, targetName, message.parentHeader());
        CommTarget target = targets.get(targetName);
        if (target == null) {
            LOG.info("comm_open for the unknown target {}: closed", targetName);
            comm.close();
            return;
        }
        try {
            target.opened(comm, message);
        } catch (RuntimeException e) {
            LOG.warn("comm target {} failed: closed", targetName, e);
            comm.close();
        }
    }

    /** A {@code comm_msg} came. */
    public void received(JsonNode content, CommMessage message) {
        Comm comm = open.get(content.path("comm_id").asText());
        if (comm == null) {
            LOG.info("comm_msg for a comm that is not open: {}", content.path("comm_id"));
        } else {
            comm.received(message);
        }
    }

    /** A {@code comm_close} came. */
    public void closed(JsonNode content, CommMessage message) {
        Comm comm = open.remove(content.path("comm_id").asText());
        if (comm != null) {
            comm.closedByPeer(message);
        }
    }

    /** {@code comm_info_reply}'s {@code comms}; an empty name stands for all. */
    public ObjectNode info(String targetName) {
        ObjectNode comms = Json.object();
        open.values().stream()
                .filter(comm -> targetName.isEmpty() || comm.targetName().equals(targetName))
                .forEach(comm -> comms.putObject(comm.id()).put("target_name", comm.targetName()));
        return comms;
    }
}
