package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.history.Entry;
import glimpse.kernel.jupyter.history.History;
import glimpse.kernel.jupyter.history.Query;
import java.util.OptionalInt;

/** Answers {@code history_request}. */
final class HistoryRequests implements Handler {
    private final History history;

    HistoryRequests(History history) {
        this.history = history;
    }

    @Override
    public ObjectNode answer(Request request) throws BadRequest, InterruptedException {
        JsonNode content = request.content();
        boolean withOutput = content.path("output").asBoolean(false);
        ObjectNode reply = Replies.ok();
        ArrayNode rows = reply.putArray("history");
        for (Entry entry : history.find(query(content))) {
            ArrayNode row = rows.addArray().add(entry.session()).add(entry.line());
            if (withOutput) {
                row.addArray().add(entry.input()).add(entry.output().orElse(null));
            } else {
                row.add(entry.input());
            }
        }
        return reply;
    }

    private static Query query(JsonNode content) throws BadRequest {
        String type = Fields.text(content, "hist_access_type");
        return switch (type) {
            case "tail" -> new Query.Tail(content.path("n").asInt(10));
            case "range" ->
                new Query.Range(
                        content.path("session").asInt(0), content.path("start").asInt(0), number(content.path("stop")));
            case "search" ->
                new Query.Search(
                        content.path("pattern").asText("*"),
                        number(content.path("n")),
                        content.path("unique").asBoolean(false));
            default -> throw new BadRequest("hist_access_type " + type + " (expected: tail, range or search)");
        };
    }

    private static OptionalInt number(JsonNode value) {
        return value.isInt() ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
    }
}
