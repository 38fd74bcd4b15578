package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.jupyter.wire.Json;
import java.util.Set;

/**
 * A cell that is only {@code exit} or {@code quit} is for the front end, as IPython has it: a console leaves, a notebook does nothing. A
 * variable of that name comes first.
 */
final class Leaving {
    private static final Set<String> WORDS = Set.of("exit", "quit");

    private Leaving() {}

    static boolean isMeantBy(String code, Interpreter session) {
        String word = code.strip();
        return WORDS.contains(word)
                && session.variables().stream().noneMatch(variable -> word.equals(variable.get("name")));
    }

    /** The payload of the reply that makes jupyter-console leave, and end the kernel that it started. */
    static void addTo(ArrayNode payload) {
        payload.add(Json.object().put("source", "ask_exit").put("keepkernel", false));
    }
}
