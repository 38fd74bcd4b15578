package glimpse.kernel.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The outputs of a notebook that were shown under a display id, which a later cell may update. Any thread. */
final class NotebookDisplays {
    private final Map<String, List<ObjectNode>> byId = new HashMap<>();

    synchronized void add(String displayId, ObjectNode output) {
        byId.computeIfAbsent(displayId, any -> new ArrayList<>()).add(output);
    }

    synchronized List<ObjectNode> of(String displayId) {
        return List.copyOf(byId.getOrDefault(displayId, List.of()));
    }
}
