package glimpse.cluster.pool;

import glimpse.cluster.channel.LogEvent;

/**
 * Told how a map goes on, always on the thread that called {@code map}, between two of its steps: what takes long here slows the map.
 */
public interface MapListener {

    /** At most ten times a second, and once at the end. */
    default void progress(Progress progress) {}

    /** A chunk has run to its end. */
    default void chunk(ChunkRan ran) {}

    /** Lines that a task has printed or logged; those of one chunk come in order. */
    default void log(LogEvent event) {}

    /** Lines that a task has printed have not arrived and will not. */
    default void linesLost(String worker, long lines) {}

    /** Nothing can go on for now, and why: no worker, no job server. Once for each reason. */
    default void waiting(String reason) {}
}
