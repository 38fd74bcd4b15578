package glimpse.cluster.pool;

import java.time.Duration;
import java.time.Instant;

/**
 * A chunk that has run to its end.
 *
 * @param number of the chunk within the map, in the order of submission
 * @param firstIndex of its first element within the input
 * @param elements how many were run
 * @param worker the slot that ran it
 * @param started when it began, by the worker's clock
 * @param duration how long its elements ran
 */
public record ChunkRan(int number, long firstIndex, int elements, String worker, Instant started, Duration duration) {}
