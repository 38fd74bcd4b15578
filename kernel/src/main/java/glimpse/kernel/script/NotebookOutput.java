package glimpse.kernel.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.notebook.Notebook;
import glimpse.kernel.screen.Screen;
import glimpse.kernel.screen.ScreenOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The output of one cell as nbformat's {@code outputs}, and on the screen at the same time. Any thread. */
final class NotebookOutput implements CellOutput {
    private final ArrayNode outputs;
    private final NotebookDisplays displays;
    private final ScreenOutput screen;
    private final StringBuilder text = new StringBuilder();
    private Stream textStream = Stream.STDOUT;
    private boolean clearBeforeNext;

    NotebookOutput(ArrayNode outputs, NotebookDisplays displays, Screen screen) {
        this.outputs = outputs;
        this.displays = displays;
        this.screen = new ScreenOutput(screen);
    }

    @Override
    public synchronized void write(Stream stream, String text) {
        clearIfAsked();
        screen.write(stream, text);
        if (stream != textStream) {
            endText();
            textStream = stream;
        }
        this.text.append(text);
    }

    /** Joins neighbouring pieces of one stream into one output. */
    private void endText() {
        if (text.length() > 0) {
            String name = textStream.name().toLowerCase(Locale.ROOT);
            outputs.addObject().put("output_type", "stream").put("name", name).put("text", text.toString());
            text.setLength(0);
        }
    }

    @Override
    public synchronized void display(DisplayData data, Optional<String> displayId) {
        clearIfAsked();
        screen.display(data, displayId);
        endText();
        ObjectNode output = outputs.addObject().put("output_type", "display_data");
        put(output, data);
        displayId.ifPresent(id -> displays.add(id, output));
    }

    @Override
    public synchronized void update(DisplayData data, String displayId) {
        screen.update(data, displayId);
        displays.of(displayId).forEach(output -> put(output, data));
    }

    @Override
    public synchronized void clear(boolean wait) {
        screen.clear(wait);
        clearBeforeNext = true;
        if (!wait) {
            clearIfAsked();
        }
    }

    @Override
    public Optional<String> readLine(String prompt, boolean hidden) throws IOException {
        return screen.readLine(prompt, hidden);
    }

    synchronized void cellEnded() {
        screen.cellEnded();
        endText();
    }

    synchronized void result(DisplayData value, int count) {
        clearIfAsked();
        screen.display(value, Optional.empty());
        put(outputs.addObject().put("output_type", "execute_result").put("execution_count", count), value);
    }

    synchronized void error(CellResult.Failed failed) {
        clearIfAsked();
        endText();
        ObjectNode error = outputs.addObject()
                .put("output_type", "error")
                .put("ename", failed.name())
                .put("evalue", failed.message());
        ArrayNode traceback = error.putArray("traceback");
        failed.traceback().forEach(traceback::add);
    }

    private void clearIfAsked() {
        if (clearBeforeNext) {
            outputs.removeAll();
            text.setLength(0);
            clearBeforeNext = false;
        }
    }

    private static void put(ObjectNode output, DisplayData data) {
        output.set("data", tree(data.data()));
        output.set("metadata", tree(data.metadata()));
    }

    private static JsonNode tree(Map<String, Object> map) {
        return Notebook.JSON.valueToTree(map);
    }
}
