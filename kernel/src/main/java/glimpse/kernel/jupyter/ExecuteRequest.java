package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of an {@code execute_request}.
 *
 * @param silent nothing is counted, echoed or remembered
 * @param storeHistory whether it is counted and remembered
 * @param userExpressions evaluated after the code, by name
 * @param allowStdin whether the client can be asked for input
 * @param stopOnError whether a failure aborts the cells that wait
 */
record ExecuteRequest(
        String code,
        boolean silent,
        boolean storeHistory,
        Map<String, String> userExpressions,
        boolean allowStdin,
        boolean stopOnError) {

    static ExecuteRequest of(JsonNode content) throws BadRequest {
        boolean silent = content.path("silent").asBoolean(false);
        Map<String, String> expressions = new LinkedHashMap<>();
        content.path("user_expressions")
                .properties()
                .forEach(entry ->
                        expressions.put(entry.getKey(), entry.getValue().asText()));
        return new ExecuteRequest(
                Fields.text(content, "code"),
                silent,
                content.path("store_history").asBoolean(true) && !silent,
                expressions,
                content.path("allow_stdin").asBoolean(true),
                content.path("stop_on_error").asBoolean(true));
    }
}
