package glimpse.kernel.display.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Draws the bars of a plot whose bars have names with characters: a line for each, from left to right, with its value. */
final class TextBars {
    private static final int COLUMNS = 50;
    private static final int MAX_BARS = 60;
    private static final int MAX_NAME_CHARS = 30;
    /** From an eighth of a character to seven of them. */
    private static final String PARTS = "▏▎▍▌▋▊▉";

    private final Plot plot;
    private final List<String> names;
    private final Axis values;

    TextBars(Plot plot) {
        this.plot = plot;
        this.names = plot.categories().stream()
                .limit(MAX_BARS)
                .map(name -> name.length() > MAX_NAME_CHARS ? name.substring(0, MAX_NAME_CHARS - 1) + "…" : name)
                .toList();
        this.values = plot.yAxis(5);
    }

    String draw() {
        List<String> lines = new ArrayList<>();
        if (!plot.title().isEmpty()) {
            lines.add(plot.title());
        }
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < names.size(); i++) {
            for (Series series : plot.series()) {
                lines.add(line(names.get(i), width, series, i));
            }
        }
        int more = plot.categories().size() - names.size();
        if (more > 0) {
            lines.add("… " + more + " more of " + plot.categories().size());
        }
        return String.join("\n", lines);
    }

    private String line(String name, int width, Series series, int category) {
        String start = " ".repeat(width - name.length()) + name + " │";
        return IntStream.range(0, series.size())
                .filter(i -> series.x(i) == category && series.isFinite(i))
                .mapToObj(i -> start + bar(series.y(i)) + " " + values.label(series.y(i)))
                .findFirst()
                .orElse(start);
    }

    /** What is below zero is drawn with a lighter character. */
    private String bar(double value) {
        double most = Math.max(Math.abs(values.from()), Math.abs(values.to()));
        long eighths = Math.round(Math.abs(value) / most * COLUMNS * 8);
        String part = eighths % 8 == 0 ? "" : PARTS.substring((int) (eighths % 8) - 1, (int) (eighths % 8));
        return value < 0 ? "░".repeat((int) (eighths + 7) / 8) : "█".repeat((int) eighths / 8) + part;
    }
}
