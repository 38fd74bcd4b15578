package glimpse.kernel.cluster;

import glimpse.cluster.pool.ChunkRan;
import glimpse.kernel.display.Html;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A timeline as a picture, as figures and as a trace for a browser's trace viewer. */
public final class TimelineDrawing {
    private static final int WIDTH = 900;
    private static final int LABEL = 220;
    private static final int ROW = 18;
    private static final String[] COLOURS = {"#4c78a8", "#f58518", "#54a24b", "#b279a2", "#e45756", "#72b7b2"};

    private final List<Timeline.Entry> entries;
    private final TreeMap<String, List<Timeline.Entry>> bySlot = new TreeMap<>();
    private final Instant begin;
    private final Instant end;

    public TimelineDrawing(List<Timeline.Entry> entries) {
        this.entries = List.copyOf(entries);
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (Timeline.Entry entry : entries) {
            ChunkRan chunk = entry.chunk();
            bySlot.computeIfAbsent(chunk.worker(), slot -> new ArrayList<>()).add(entry);
            first = chunk.started().isBefore(first) ? chunk.started() : first;
            Instant stopped = chunk.started().plus(chunk.duration());
            last = stopped.isAfter(last) ? stopped : last;
        }
        this.begin = first;
        this.end = last;
    }

    /** Serial time, wall time and their ratio over the slots. */
    public String figures() {
        double serial = entries.stream()
                        .mapToLong(entry -> entry.chunk().duration().toNanos())
                        .sum()
                / 1e9;
        double wall = wall();
        return String.format(
                Locale.ROOT,
                "%d chunks on %d slots: serial %.3f s, wall %.3f s, speed-up %.1f, efficiency %.0f %%",
                entries.size(),
                bySlot.size(),
                serial,
                wall,
                wall == 0 ? 0 : serial / wall,
                wall == 0 || bySlot.isEmpty() ? 0 : 100 * serial / wall / bySlot.size());
    }

    private double wall() {
        return entries.isEmpty() ? 0 : Duration.between(begin, end).toNanos() / 1e9;
    }

    /** The picture: a row for each slot, a bar for each chunk, a colour for each map. */
    public String svg() {
        int height = ROW * (bySlot.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">",
                WIDTH,
                height));
        List<String> maps = entries.stream().map(Timeline.Entry::map).distinct().toList();
        int row = 0;
        for (var slot : bySlot.entrySet()) {
            int y = ROW * row++;
            svg.append(
                    String.format(Locale.ROOT, "<text x=\"0\" y=\"%d\">%s</text>", y + 13, Html.escape(slot.getKey())));
            for (Timeline.Entry entry : slot.getValue()) {
                svg.append(bar(entry, y, COLOURS[maps.indexOf(entry.map()) % COLOURS.length]));
            }
        }
        svg.append(String.format(
                Locale.ROOT, "<text x=\"0\" y=\"%d\">%s</text></svg>", ROW * row + 16, Html.escape(figures())));
        return svg.toString();
    }

    private String bar(Timeline.Entry entry, int y, String colour) {
        double scale = (WIDTH - LABEL) / Math.max(wall(), 1e-9);
        ChunkRan chunk = entry.chunk();
        double x = LABEL + Duration.between(begin, chunk.started()).toNanos() / 1e9 * scale;
        double width = Math.max(0.5, chunk.duration().toNanos() / 1e9 * scale);
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\"><title>%s, elements %d to %d, %.1f"
                        + " ms</title></rect>",
                x,
                y + 2,
                width,
                ROW - 4,
                colour,
                Html.escape(entry.map()),
                chunk.firstIndex(),
                chunk.firstIndex() + chunk.elements() - 1,
                chunk.duration().toNanos() / 1e6);
    }

    /** The trace, in the JSON that chrome://tracing and Perfetto read. */
    public String chromeTrace() {
        List<String> slots = new ArrayList<>(bySlot.keySet());
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < slots.size(); i++) {
            json.append(i == 0 ? "\n" : ",\n")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":1,\"tid\":%d,\"args\":{\"name\":\"%s\"}}",
                            i,
                            escape(slots.get(i))));
        }
        for (Timeline.Entry entry : entries) {
            ChunkRan chunk = entry.chunk();
            json.append(String.format(
                    Locale.ROOT,
                    ",\n"
                            + "{\"name\":\"%s\",\"ph\":\"X\",\"pid\":1,\"tid\":%d,\"ts\":%d,\"dur\":%.3f,\"args\":{\"first\":%d,\"elements\":%d}}",
                    escape(entry.map()),
                    slots.indexOf(chunk.worker()),
                    Duration.between(begin, chunk.started()).toNanos() / 1000,
                    chunk.duration().toNanos() / 1e3,
                    chunk.firstIndex(),
                    chunk.elements()));
        }
        return json.append("\n]\n").toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\x00-\\x1f]", " ");
    }
}
