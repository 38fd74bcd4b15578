package glimpse.launcher.cluster;

import glimpse.worker.node.NodeStats;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The original's table of workers, column by column: hosts sorted, the workers of a host in the order of their answers. The widths are
 * minimums. Nothing at all when there is no worker.
 *
 * <pre>
 *              HOST               PID   NREQS ETIME MEAN_ETIME        STIME
 * ------------------------------ ------ ----- ----- ---------- -------------------
 * node1.example.org              12345  12    34.5  2.9        2013-06-26 20:41:11
 * </pre>
 */
final class PingTable {
    private static final List<String> TITLES = List.of("HOST", "PID", "NREQS", "ETIME", "MEAN_ETIME", "STIME");
    private static final int[] WIDTHS = {30, 6, 5, 5, 10, 19};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private PingTable() {}

    /** The lines of the table; times of day in this zone. */
    static List<String> lines(List<NodeStats> workers, ZoneId zone) {
        if (workers.isEmpty()) {
            return List.of();
        }
        TreeMap<String, List<NodeStats>> hosts = new TreeMap<>();
        workers.forEach(worker ->
                hosts.computeIfAbsent(worker.host(), h -> new ArrayList<>()).add(worker));
        List<String> lines = new ArrayList<>();
        lines.add(line(TITLES, PingTable::centred));
        lines.add(line(List.of("", "", "", "", "", ""), (text, width) -> "-".repeat(width)));
        hosts.values().forEach(host -> host.forEach(worker -> lines.add(line(cells(worker, zone), PingTable::left))));
        return lines;
    }

    private interface Cell {
        String of(String text, int width);
    }

    private static String line(List<String> texts, Cell cell) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < WIDTHS.length; i++) {
            line.append(i == 0 ? "" : " ").append(cell.of(texts.get(i), WIDTHS[i]));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> cells(NodeStats worker, ZoneId zone) {
        return List.of(
                worker.host(),
                Long.toString(worker.pid()),
                Long.toString(worker.requests()),
                seconds(worker.elapsed()),
                seconds(worker.meanElapsed()),
                TIME.format(worker.started().atZone(zone)));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }

    /** An odd blank goes to the right, or to the left where the width is odd too, as Python centres. */
    private static String centred(String text, int width) {
        int blanks = Math.max(0, width - text.length());
        int before = blanks / 2 + (blanks & width & 1);
        return " ".repeat(before) + text + " ".repeat(blanks - before);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
