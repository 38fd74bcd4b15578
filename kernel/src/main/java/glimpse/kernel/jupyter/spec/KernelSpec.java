package glimpse.kernel.jupyter.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.jupyter.wire.Json;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code kernel.json} says. Immutable.
 *
 * @param displayName what the user picks from
 * @param launcher the absolute path of the {@code glimpse} command
 * @param env added to the kernel's environment
 */
public record KernelSpec(String displayName, Path launcher, Map<String, String> env) {
    /** Marks a spec as written by this program, so that uninstalling never removes another's. */
    static final String IMPLEMENTATION = "glimpse";

    public KernelSpec {
        if (!launcher.isAbsolute()) {
            throw new IllegalArgumentException("launcher " + launcher + " (expected: an absolute path)");
        }
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set("argv", Json.tree(List.of(launcher.toString(), "kernel", "{connection_file}")));
        json.put("display_name", displayName);
        json.put("language", "java");
        json.put("interrupt_mode", "message");
        json.set("env", Json.tree(env));
        json.putObject("metadata").put("implementation", IMPLEMENTATION).put("debugger", false);
        return json;
    }
}
