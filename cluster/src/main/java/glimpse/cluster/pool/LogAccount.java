package glimpse.cluster.pool;

import java.util.HashMap;
import java.util.Map;

/**
 * Which lines of output have come and which are still due: a slot numbers the lines of a chunk from 0, and says at the end how many there
 * were. One thread.
 */
final class LogAccount {
    private final Map<Source, Lines> open = new HashMap<>();
    private long due;

    private record Source(int chunk, String worker) {}

    private static final class Lines {
        long next;
        long expected = -1;
    }

    /** Takes lines that have come; returns how many before them are lost. */
    long arrived(int chunk, String worker, long firstLine, int count) {
        Source source = new Source(chunk, worker);
        Lines lines = open.computeIfAbsent(source, s -> new Lines());
        long lost = Math.max(0, firstLine - lines.next);
        long next = firstLine + count;
        if (lines.expected >= 0) {
            due -= Math.min(next, lines.expected) - Math.min(lines.next, lines.expected);
        }
        lines.next = next;
        forgetIfComplete(source, lines);
        return lost;
    }

    /** Takes the number of lines of a chunk that has ended. */
    void ended(int chunk, String worker, long count) {
        Source source = new Source(chunk, worker);
        if (count == 0) {
            open.remove(source);
            return;
        }
        Lines lines = open.computeIfAbsent(source, s -> new Lines());
        lines.expected = count;
        due += Math.max(0, count - lines.next);
        forgetIfComplete(source, lines);
    }

    private void forgetIfComplete(Source source, Lines lines) {
        if (lines.expected >= 0 && lines.next >= lines.expected) {
            open.remove(source);
        }
    }

    /** How many lines of ended chunks have not come. */
    long due() {
        return due;
    }

    /** Gives up what is due; tells how many lines of each worker. */
    Map<String, Long> giveUp() {
        Map<String, Long> lost = new HashMap<>();
        open.forEach((source, lines) -> {
            if (lines.expected > lines.next) {
                lost.merge(source.worker(), lines.expected - lines.next, Long::sum);
            }
        });
        open.clear();
        due = 0;
        return lost;
    }
}
