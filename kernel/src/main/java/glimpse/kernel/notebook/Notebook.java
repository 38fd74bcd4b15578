package glimpse.kernel.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A notebook file, nbformat 4; what is not code cells is kept as it is. */
public final class Notebook {
    public static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final DefaultPrettyPrinter AS_JUPYTER_WRITES = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter(" ", "\n"))
            .withArrayIndenter(new DefaultIndenter(" ", "\n"));

    private final ObjectNode root;

    private Notebook(ObjectNode root) {
        this.root = root;
    }

    public static Notebook read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
        }
        if (!(root instanceof ObjectNode notebook) || !root.path("cells").isArray()) {
            throw new IOException(file + ": not a notebook of nbformat 4: it has no list of cells");
        }
        return new Notebook(notebook);
    }

    /** The code cells in order. */
    public List<ObjectNode> codeCells() {
        List<ObjectNode> cells = new ArrayList<>();
        for (JsonNode cell : root.get("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                cells.add((ObjectNode) cell);
            }
        }
        return cells;
    }

    /** The source of a cell, which the format allows as a text or as a list of lines. */
    public static String source(ObjectNode cell) {
        JsonNode source = cell.path("source");
        if (!source.isArray()) {
            return source.asText();
        }
        StringBuilder text = new StringBuilder();
        source.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    /** Writes it as nbformat 4.5: every cell has an id. */
    public void write(Path file) throws IOException {
        if (root.path("nbformat_minor").asInt() < 5) {
            root.put("nbformat_minor", 5);
        }
        root.put("nbformat", 4);
        addIds((ArrayNode) root.get("cells"));
        addKernel(root.withObjectProperty("metadata"));
        String text = JSON.writer(AS_JUPYTER_WRITES).writeValueAsString(root);
        Files.writeString(file, text + "\n");
    }

    private static void addIds(ArrayNode cells) {
        Set<String> taken = new HashSet<>();
        cells.forEach(cell -> taken.add(cell.path("id").asText()));
        int number = 0;
        for (JsonNode cell : cells) {
            if (!cell.path("id").isTextual()) {
                do {
                    number++;
                } while (!taken.add("cell-" + number));
                ((ObjectNode) cell).put("id", "cell-" + number);
            }
        }
    }

    private static void addKernel(ObjectNode metadata) {
        if (!metadata.has("kernelspec")) {
            metadata.putObject("kernelspec")
                    .put("name", "glimpse")
                    .put("display_name", "Java (Glimpse)")
                    .put("language", "java");
        }
        if (!metadata.has("language_info")) {
            metadata.putObject("language_info")
                    .put("name", "java")
                    .put("file_extension", ".jshell")
                    .put("mimetype", "text/x-java-source")
                    .put("version", System.getProperty("java.version"));
        }
    }
}
