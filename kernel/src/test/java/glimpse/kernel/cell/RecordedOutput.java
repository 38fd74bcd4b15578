package glimpse.kernel.cell;

import glimpse.kernel.display.DisplayData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A front end that keeps what it is given. Any thread. */
public final class RecordedOutput implements CellOutput {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final List<String> events = new ArrayList<>();
    private final Deque<String> input = new ArrayDeque<>();

    public synchronized void input(List<String> lines) {
        input.addAll(lines);
    }

    public synchronized String out() {
        return out.toString();
    }

    public synchronized String err() {
        return err.toString();
    }

    /** {@code display ID TEXT}, {@code update ID TEXT}, {@code clear}, in order. */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public synchronized void write(Stream stream, String text) {
        (stream == Stream.STDOUT ? out : err).append(text);
        notifyAll();
    }

    @Override
    public synchronized void display(DisplayData data, Optional<String> displayId) {
        events.add("display " + displayId.orElse("-") + " " + data.text());
        notifyAll();
    }

    @Override
    public synchronized void update(DisplayData data, String displayId) {
        events.add("update " + displayId + " " + data.text());
        notifyAll();
    }

    @Override
    public synchronized void clear(boolean wait) {
        events.add("clear");
    }

    @Override
    public synchronized Optional<String> readLine(String prompt, boolean hidden) {
        return Optional.ofNullable(input.poll());
    }
}
