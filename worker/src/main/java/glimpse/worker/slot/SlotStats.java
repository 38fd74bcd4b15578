package glimpse.worker.slot;

import java.time.Duration;
import java.time.Instant;

/**
 * What the slots of this JVM have done.
 *
 * @param chunks chunks that were run to their end: the {@code NREQS} of a ping
 * @param elapsed the summed time of these: {@code ETIME}
 * @param started when the slots began: {@code STIME}
 * @param slots how many there are
 * @param busy how many run a chunk now
 * @param images how many images are held
 * @param refused jobs that were not run because this cluster's key did not seal them
 * @param fetchedBytes how much of images and jars was fetched from front ends
 */
public record SlotStats(
        long chunks,
        Duration elapsed,
        Instant started,
        int slots,
        int busy,
        int images,
        long refused,
        long fetchedBytes) {}
