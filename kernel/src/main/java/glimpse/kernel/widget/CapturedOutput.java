package glimpse.kernel.widget;

import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.FrontEndComms;
import glimpse.kernel.display.DisplayData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a callback shows, as a notebook's outputs; the front end of the cell behind it gives the rest. Any thread. */
final class CapturedOutput implements CellOutput {
    private final CellOutput cell;
    private final List<Map<String, Object>> outputs = new ArrayList<>();
    private final Map<String, Integer> byId = new LinkedHashMap<>();

    CapturedOutput(CellOutput cell) {
        this.cell = cell;
    }

    synchronized List<Map<String, Object>> outputs() {
        return List.copyOf(outputs);
    }

    @Override
    public synchronized void write(Stream stream, String text) {
        String name = stream.name().toLowerCase(Locale.ROOT);
        int last = outputs.size() - 1;
        if (last >= 0 && name.equals(outputs.get(last).get("name"))) {
            outputs.set(last, text(name, outputs.get(last).get("text") + text));
        } else {
            outputs.add(text(name, text));
        }
    }

    private static Map<String, Object> text(String name, String text) {
        return Map.of("output_type", "stream", "name", name, "text", text);
    }

    @Override
    public synchronized void display(DisplayData data, Optional<String> displayId) {
        displayId.ifPresent(id -> byId.put(id, outputs.size()));
        outputs.add(Map.of("output_type", "display_data", "data", data.data(), "metadata", data.metadata()));
    }

    @Override
    public synchronized void update(DisplayData data, String displayId) {
        Integer place = byId.get(displayId);
        if (place == null) {
            cell.update(data, displayId);
        } else {
            outputs.set(place, Map.of("output_type", "display_data", "data", data.data(), "metadata", data.metadata()));
        }
    }

    @Override
    public synchronized void clear(boolean wait) {
        outputs.clear();
        byId.clear();
    }

    @Override
    public Optional<String> readLine(String prompt, boolean hidden) throws IOException {
        return cell.readLine(prompt, hidden);
    }

    @Override
    public Optional<FrontEndComms> comms() {
        return cell.comms();
    }
}
