package glimpse.kernel.cluster;

import glimpse.cluster.pool.Progress;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Html;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The progress of a map as a bar: a line of text, and HTML. */
final class ProgressForm {
    private static final int BAR_WIDTH = 24;

    private ProgressForm() {}

    /** Before a worker is there: what is waited for. */
    static DisplayData waiting(String name, Progress progress, String what) {
        return form(name, progress, List.of(what));
    }

    static DisplayData running(String name, Progress progress) {
        List<String> facts = new ArrayList<>();
        facts.add(String.format(Locale.ROOT, "%,d", progress.done())
                + (progress.total().isPresent()
                        ? String.format(Locale.ROOT, "/%,d", progress.total().getAsLong())
                        : ""));
        facts.add(rate(progress.perSecond()));
        progress.remaining().ifPresent(left -> facts.add(duration(left) + " left"));
        facts.add(progress.busySlots() + "/" + progress.slots() + " busy");
        addFailures(facts, progress);
        return form(name, progress, facts);
    }

    static DisplayData over(String name, Progress progress) {
        List<String> facts = new ArrayList<>();
        boolean whole = progress.total().isPresent() && progress.total().getAsLong() == progress.done();
        facts.add(String.format(Locale.ROOT, "%,d", progress.done())
                + (whole || progress.total().isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, " of %,d", progress.total().getAsLong())));
        facts.add("in " + duration(progress.elapsed()));
        double seconds = progress.elapsed().toMillis() / 1000.0;
        facts.add(rate(seconds > 0 ? progress.done() / seconds : 0));
        addFailures(facts, progress);
        return form(name, progress, facts);
    }

    private static void addFailures(List<String> facts, Progress progress) {
        if (progress.failures() > 0) {
            facts.add(String.format(Locale.ROOT, "%,d failed", progress.failures()));
        }
    }

    private static DisplayData form(String name, Progress progress, List<String> facts) {
        double fraction = progress.total().isPresent() && progress.total().getAsLong() > 0
                ? (double) progress.done() / progress.total().getAsLong()
                : 0;
        String text = name + " " + bar(fraction) + " " + String.join("  ", facts);
        String html = "<div><b>" + Html.escape(name) + "</b> <progress max=\"1\" value=\""
                + String.format(Locale.ROOT, "%.4f", fraction) + "\"></progress> "
                + facts.stream().map(Html::escape).collect(Collectors.joining(" · ")) + "</div>";
        return DisplayData.text(text).with(DisplayData.HTML, html).asProgress();
    }

    private static String bar(double fraction) {
        int full = (int) Math.round(Math.min(1, fraction) * BAR_WIDTH);
        return "━".repeat(full) + "─".repeat(BAR_WIDTH - full);
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond >= 10 ? "%,.0f/s" : "%.1f/s", perSecond);
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
    }
}
