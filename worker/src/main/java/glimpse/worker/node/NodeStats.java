package glimpse.worker.node;

import glimpse.worker.slot.SlotStats;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a worker answers to a ping; the upper-case names are the original's.
 *
 * @param host HOST
 * @param pid PID
 * @param requests NREQS: chunks that were run to their end
 * @param elapsed ETIME: their summed time
 * @param started STIME
 * @param slots how many chunks it runs at once
 * @param busy how many it runs now
 * @param images how many images it holds
 * @param refused jobs, commands and connections that were refused because they do not have this cluster's keys
 * @param jdk the version of its Java
 * @param load of its machine, over the last minute; empty where it is not known
 * @param memory what its heap holds and may hold
 */
public record NodeStats(
        String host,
        long pid,
        long requests,
        Duration elapsed,
        Instant started,
        int slots,
        int busy,
        int images,
        long refused,
        String jdk,
        String load,
        String memory) {

    /** @param refused commands and connections */
    static NodeStats of(WorkerName name, SlotStats slots, long refused) {
        return new NodeStats(
                name.host(),
                name.pid(),
                slots.chunks(),
                slots.elapsed(),
                slots.started(),
                slots.slots(),
                slots.busy(),
                slots.images(),
                slots.refused() + refused,
                Runtime.version().toString(),
                currentLoad(),
                currentMemory());
    }

    private static String currentLoad() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "" : String.format(Locale.ROOT, "%.2f", load);
    }

    private static String currentMemory() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return (used >> 20) + "/" + (runtime.maxMemory() >> 20) + " MB";
    }

    /** The mean time of a chunk, zero when there was none. */
    public Duration meanElapsed() {
        return requests == 0 ? elapsed : elapsed.dividedBy(requests);
    }

    /** As it travels in the values of a reply. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        values.put("HOST", host);
        values.put("PID", Long.toString(pid));
        values.put("NUM_REQUESTS", Long.toString(requests));
        values.put("ELAPSED_MILLIS", Long.toString(elapsed.toMillis()));
        values.put("START_TIME", started.toString());
        values.put("SLOTS", Integer.toString(slots));
        values.put("BUSY", Integer.toString(busy));
        values.put("IMAGES", Integer.toString(images));
        values.put("REFUSED", Long.toString(refused));
        values.put("JDK", jdk);
        values.put("LOAD", load);
        values.put("MEMORY", memory);
        return values;
    }

    /** Reads the values of a reply; an {@link IllegalArgumentException} names what is missing or no number. */
    public static NodeStats of(Map<String, String> values) {
        return new NodeStats(
                text(values, "HOST"),
                number(values, "PID"),
                number(values, "NUM_REQUESTS"),
                Duration.ofMillis(number(values, "ELAPSED_MILLIS")),
                Instant.parse(text(values, "START_TIME")),
                (int) number(values, "SLOTS"),
                (int) number(values, "BUSY"),
                (int) number(values, "IMAGES"),
                Long.parseLong(values.getOrDefault("REFUSED", "0")),
                text(values, "JDK"),
                values.getOrDefault("LOAD", ""),
                values.getOrDefault("MEMORY", ""));
    }

    private static String text(Map<String, String> values, String name) {
        String text = values.get(name);
        if (text == null) {
            throw new IllegalArgumentException("a ping without " + name);
        }
        return text;
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(text(values, name));
    }
}
