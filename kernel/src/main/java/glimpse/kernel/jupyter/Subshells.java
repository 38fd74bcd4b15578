package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Further shells that answer while the main shell is busy, each a lane of its own (JEP 91). Cells of all shells still run one at a time:
 * there is one Java session. Any thread.
 */
final class Subshells {
    private final Map<String, Lane> lanes = new ConcurrentSkipListMap<>();
    private final AtomicInteger created = new AtomicInteger();

    Optional<Lane> lane(String subshellId) {
        return Optional.ofNullable(lanes.get(subshellId));
    }

    ObjectNode create(Request request) {
        String id = UUID.randomUUID().toString();
        lanes.put(id, new Lane("jupyter-subshell-" + created.incrementAndGet()));
        return Replies.ok().put("subshell_id", id);
    }

    ObjectNode delete(Request request) throws BadRequest {
        String id = Fields.text(request.content(), "subshell_id");
        Lane lane = lanes.remove(id);
        if (lane == null) {
            throw new BadRequest("subshell_id " + id + " (expected: one of " + lanes.keySet() + ")");
        }
        lane.end();
        return Replies.ok();
    }

    ObjectNode list(Request request) {
        ObjectNode reply = Replies.ok();
        ArrayNode ids = reply.putArray("subshell_id");
        lanes.keySet().forEach(ids::add);
        return reply;
    }
}
