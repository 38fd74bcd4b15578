package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One Jupyter message. The headers stay trees, so that a reply's {@code parent_header} is the request's header to the last field. The
 * trees are not changed once they are here.
 *
 * @param identities the frames before the delimiter: where a ROUTER came by it and sends it, or the topic on iopub
 * @param header {@code msg_id}, {@code session}, {@code username}, {@code date}, {@code msg_type}, {@code version}
 * @param parentHeader the header of the request that caused it, or an empty object
 * @param buffers raw frames after the content
 */
public record Message(
        List<byte[]> identities,
        JsonNode header,
        JsonNode parentHeader,
        JsonNode metadata,
        JsonNode content,
        List<byte[]> buffers) {

    public Message {
        identities = List.copyOf(identities);
        buffers = List.copyOf(buffers);
    }

    public String msgType() {
        return header.path("msg_type").asText();
    }

    public String msgId() {
        return header.path("msg_id").asText();
    }

    /** The subshell that is to answer; empty for the kernel's own shell. */
    public String subshellId() {
        return header.path("subshell_id").asText("");
    }
}
