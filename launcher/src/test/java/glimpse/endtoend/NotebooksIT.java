package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notebooks that teach, run by real Jupyter and by {@code glimpse run} on two worker processes: the same outputs. */
class NotebooksIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"01-quickstart.ipynb", "02-real-data.ipynb"})
    void jupyterAndGlimpseRunAgree(String name, @TempDir Path folder) throws IOException {
        Path notebook = Distribution.repository().resolve("notebooks").resolve(name);
        try (Cluster cluster = Cluster.start(JobServer.OURS, Topology.BROKER, folder, 2, 1)) {
            List<List<String>> byJupyter = outputs(withJupyter(notebook, folder, cluster));
            List<List<String>> byRunner = outputs(withRunner(notebook, folder, cluster));
            assertThat(byJupyter).as("cells with outputs").hasSizeGreaterThan(5);
            assertThat(byRunner).isEqualTo(byJupyter);
        }
    }

    private static Path withJupyter(Path notebook, Path folder, Cluster cluster) {
        Path prefix = folder.resolve("prefix");
        Program.glimpse("glimpse", "install", "--prefix", prefix.toString()).succeeds();
        Path output = folder.resolve("by-jupyter.ipynb");
        ProcessBuilder builder = new ProcessBuilder(
                Distribution.python(),
                Distribution.repository()
                        .resolve("launcher/src/test/python/run_notebook.py")
                        .toString(),
                notebook.toString(),
                output.toString(),
                "glimpse");
        builder.environment()
                .put("JUPYTER_PATH", prefix.resolve("share/jupyter").toString());
        builder.environment().put("GLIMPSE_CLUSTER_CONFIG", cluster.config().toString());
        try (Program run = Program.start(builder)) {
            run.succeeds();
        }
        return output;
    }

    private static Path withRunner(Path notebook, Path folder, Cluster cluster) {
        Path output = folder.resolve("by-runner.ipynb");
        try (Program run = Program.glimpse(
                Path.of(System.getProperty("java.home")),
                Map.of("GLIMPSE_CLUSTER_CONFIG", cluster.config().toString()),
                "glimpse",
                "run",
                "--output",
                output.toString(),
                notebook.toString())) {
            run.succeeds();
        }
        return output;
    }

    /** What each cell shows, without what differs from run to run: counts, progress, and who printed a line when. */
    private static List<List<String>> outputs(Path notebook) throws IOException {
        List<List<String>> cells = new ArrayList<>();
        for (JsonNode cell : JSON.readTree(Files.readString(notebook)).path("cells")) {
            if (!cell.path("cell_type").asText().equals("code")) {
                continue;
            }
            TreeSet<String> lines = new TreeSet<>();
            List<String> shown = new ArrayList<>();
            for (JsonNode output : cell.path("outputs")) {
                switch (output.path("output_type").asText()) {
                    case "stream" ->
                        text(output.path("text"))
                                .lines()
                                .map(NotebooksIT::withoutWorker)
                                .forEach(lines::add);
                    case "execute_result" -> shown.add(bundle(output.path("data")));
                    case "error" -> shown.add("error " + output.path("ename").asText());
                    default -> {}
                }
            }
            shown.addAll(0, lines);
            cells.add(shown);
        }
        return cells;
    }

    private static String withoutWorker(String line) {
        return line.replaceFirst("^\\[[^\\]]*\\] ", "");
    }

    private static String bundle(JsonNode data) {
        StringBuilder text = new StringBuilder();
        data.fieldNames()
                .forEachRemaining(type -> text.append(type)
                        .append(' ')
                        .append(text(data.path(type)))
                        .append('\n'));
        return text.toString();
    }

    private static String text(JsonNode multiline) {
        if (!multiline.isArray()) {
            return multiline.asText();
        }
        StringBuilder text = new StringBuilder();
        multiline.forEach(part -> text.append(part.asText()));
        return text.toString();
    }
}
