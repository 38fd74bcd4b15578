package glimpse.kernel.screen;

import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.display.DisplayData;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The output of one cell on a {@link Screen}. Progress is kept below everything else the cell prints, and is not shown at all
 * where nothing can be redrawn; other updated values are printed when they come and, where nothing can be redrawn, once more when
 * the cell ends. Any thread.
 */
public final class ScreenOutput implements CellOutput {
    private final Screen screen;
    private final Map<String, String> progress = new LinkedHashMap<>();
    private final Map<String, String> updated = new LinkedHashMap<>();
    private final Set<String> pending = new LinkedHashSet<>();
    private int drawnLines;
    private boolean lineBegun;

    public ScreenOutput(Screen screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void write(Stream stream, String text) {
        if (text.isEmpty()) {
            return;
        }
        erase();
        screen.print(stream, text);
        lineBegun = !text.endsWith("\n");
        draw();
    }

    @Override
    public synchronized void display(DisplayData data, Optional<String> displayId) {
        if (data.isProgress() && displayId.isPresent()) {
            showProgress(displayId.get(), data.text());
            return;
        }
        displayId.ifPresent(id -> updated.put(id, data.text()));
        show(Pictures.textOf(data, screen));
    }

    @Override
    public synchronized void update(DisplayData data, String displayId) {
        if (data.isProgress()) {
            showProgress(displayId, data.text());
        } else if (!data.text().equals(updated.put(displayId, data.text()))) {
            if (screen.redraws()) {
                show(data.text());
            } else {
                pending.add(displayId);
            }
        }
    }

    @Override
    public synchronized void clear(boolean wait) {
        erase();
        progress.clear();
        pending.clear();
    }

    @Override
    public Optional<String> readLine(String prompt, boolean hidden) throws IOException {
        return screen.readLine(prompt, hidden);
    }

    /** The cell is over: its progress stays as it is, and output that still comes is printed below it. */
    public synchronized void cellEnded() {
        progress.clear();
        drawnLines = 0;
        pending.forEach(id -> show(updated.get(id)));
        pending.clear();
        if (lineBegun) {
            print("\n");
            lineBegun = false;
        }
    }

    private void showProgress(String id, String text) {
        if (screen.redraws()) {
            erase();
            progress.put(id, text);
            draw();
        }
    }

    private void show(String text) {
        erase();
        if (lineBegun) {
            print("\n");
        }
        print(text + "\n");
        lineBegun = false;
        draw();
    }

    private void draw() {
        if (progress.isEmpty() || lineBegun) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (String text : progress.values()) {
            for (String line : text.split("\n", -1)) {
                lines.append(Columns.cut(line, screen.width() - 1)).append('\n');
                drawnLines++;
            }
        }
        print(lines.toString());
    }

    private void erase() {
        if (drawnLines > 0) {
            print("\u001b[" + drawnLines + "A\r\u001b[J");
            drawnLines = 0;
        }
    }

    private void print(String text) {
        screen.print(Stream.STDOUT, text);
    }
}
