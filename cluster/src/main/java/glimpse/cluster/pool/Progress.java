package glimpse.cluster.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a map is.
 *
 * @param done elements that have their value or their error
 * @param total elements in all, empty while the input has not been read to its end
 * @param failures of {@code done}, those with an error
 * @param busySlots slots that run something, of this map or another
 * @param slots slots that offer to work
 * @param elapsed since the call
 * @param perSecond elements a second, of late
 * @param remaining until the end at that rate
 */
public record Progress(
        long done,
        OptionalLong total,
        long failures,
        int busySlots,
        int slots,
        Duration elapsed,
        double perSecond,
        Optional<Duration> remaining) {}
