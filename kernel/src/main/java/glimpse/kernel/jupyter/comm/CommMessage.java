package glimpse.kernel.jupyter.comm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the front end said over a comm.
 *
 * @param parentHeader the header of the message itself: what is shown because of it belongs under it
 * @param buffers raw frames
 */
public record CommMessage(JsonNode parentHeader, JsonNode data, JsonNode metadata, List<byte[]> buffers) {
    public CommMessage {
        buffers = List.copyOf(buffers);
    }
}
