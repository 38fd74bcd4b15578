package glimpse.kernel.cluster;

import glimpse.cluster.channel.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What workers answer to a ping, as the rows of a table: the figures of the original's ping, and ours. A worker that does not answer is a row too. */
final class WorkerRows {
    private WorkerRows() {}

    static Map<String, String> of(Reply reply) {
        Map<String, String> values = reply.values();
        long requests = number(values, "NUM_REQUESTS");
        double seconds = number(values, "ELAPSED_MILLIS") / 1000.0;
        Map<String, String> row = new LinkedHashMap<>();
        row.put("worker", reply.worker());
        row.put("slots", values.getOrDefault("SLOTS", ""));
        row.put("busy", values.getOrDefault("BUSY", ""));
        row.put("nreqs", Long.toString(requests));
        row.put("etime", String.format(Locale.ROOT, "%.1f s", seconds));
        row.put("mean", String.format(Locale.ROOT, "%.1f ms", requests == 0 ? 0 : 1000 * seconds / requests));
        row.put("up", up(values.get("START_TIME"), Instant.now()));
        row.put("load", values.getOrDefault("LOAD", ""));
        row.put("memory", values.getOrDefault("MEMORY", ""));
        row.put("images", values.getOrDefault("IMAGES", ""));
        row.put("refused", values.getOrDefault("REFUSED", ""));
        row.put("JDK", values.getOrDefault("JDK", "").replaceFirst("\\+.*", ""));
        return row;
    }

    private static String up(String started, Instant now) {
        if (started == null) {
            return "";
        }
        Duration up = Duration.between(Instant.parse(started), now);
        long seconds = Math.max(0, up.toSeconds());
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? seconds / 60 + ":" + String.format(Locale.ROOT, "%02d min", seconds % 60)
                        : up.toHours() + ":" + String.format(Locale.ROOT, "%02d h", up.toMinutesPart());
    }

    static Map<String, String> silent(String worker, Duration wait) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("worker", worker);
        row.put("slots", "no answer within " + wait.toSeconds() + " s");
        return row;
    }

    private static long number(Map<String, String> values, String name) {
        try {
            return Long.parseLong(values.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
