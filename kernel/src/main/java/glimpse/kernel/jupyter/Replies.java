package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Json;
import java.util.List;

/** The three ways a reply begins. */
final class Replies {
    private Replies() {}

    static ObjectNode ok() {
        return Json.object().put("status", "ok");
    }

    /** What was never begun because something before it failed. */
    static ObjectNode aborted() {
        return Json.object().put("status", "aborted");
    }

    static ObjectNode error(String ename, String evalue, List<String> traceback) {
        return fillError(Json.object().put("status", "error"), ename, evalue, traceback);
    }

    /** The fields that an error reply and an {@code error} on iopub share. */
    static ObjectNode fillError(ObjectNode content, String ename, String evalue, List<String> traceback) {
        content.put("ename", ename).put("evalue", evalue);
        ArrayNode lines = content.putArray("traceback");
        traceback.forEach(lines::add);
        return content;
    }
}
