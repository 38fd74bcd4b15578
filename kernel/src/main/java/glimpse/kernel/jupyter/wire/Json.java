package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON as trees, by one Jackson mapper. Any thread. */
public final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The tree of plain Java values: maps, lists, strings, numbers, byte arrays (as base64). */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The fields of an object as plain Java values; none for anything else. */
    public static Map<String, Object> map(JsonNode tree) {
        return tree.isObject() ? MAPPER.convertValue(tree, new TypeReference<Map<String, Object>>() {}) : Map.of();
    }

    public static JsonNode parse(byte[] utf8) throws IOException {
        return MAPPER.readTree(utf8);
    }

    /**
     * UTF-8 text of the tree. Goes through a string on purpose: Jackson's own UTF-8 writer refuses a lone surrogate, which any program may
     * print; here it becomes {@code ?}.
     */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written as JSON", e);
        }
    }
}
