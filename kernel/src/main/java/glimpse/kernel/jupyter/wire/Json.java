package glimpse.kernel.jupyter.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * JSON as trees. Any thread. Written and read with Jackson's streams; its object mapper, which takes a kernel a tenth of its start, is only
 * there for what a user shows that is no plain value.
 */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    public static ObjectNode object() {
        return JsonTrees.NODES.objectNode();
    }

    /** The tree of plain Java values: maps, lists, strings, numbers, byte arrays (as base64); of anything else as Jackson has it. */
    public static JsonNode tree(Object value) {
        return JsonTrees.of(value);
    }

    /** The fields of an object as plain Java values; none for anything else. */
    public static Map<String, Object> map(JsonNode tree) {
        return tree.isObject() ? JsonTrees.fields(tree) : Map.of();
    }

    /** The one value in the text; a missing node if there is none. */
    public static JsonNode parse(byte[] utf8) throws IOException {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            if (parser.nextToken() == null) {
                return JsonTrees.NODES.missingNode();
            }
            JsonNode tree = JsonTrees.read(parser);
            if (parser.nextToken() != null) {
                throw new IOException("something follows the value: " + parser.currentToken());
            }
            return tree;
        }
    }

    /**
     * UTF-8 text of the tree. Goes through a string on purpose: Jackson's own UTF-8 writer refuses a lone surrogate, which any program may
     * print; here it becomes {@code ?}.
     */
    public static byte[] bytes(JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            JsonTrees.write(tree, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a tree cannot be written as JSON", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
