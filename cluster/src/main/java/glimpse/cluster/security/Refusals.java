package glimpse.cluster.security;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was refused at one door, and warns at the 1st, 10th, 100th… so that a flood cannot fill the log. Thread-safe. */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final String door;
    private final AtomicLong count = new AtomicLong();

    /** Counts for the named door, such as "command channel". */
    public Refusals(String door) {
        this.door = door;
    }

    /** Counts one more. */
    public void refused(String why) {
        long now = count.incrementAndGet();
        if (isPowerOfTen(now)) {
            LOG.warn("{}: refused, {} in all: {}", door, now, why);
        }
    }

    private static boolean isPowerOfTen(long number) {
        long power = 1;
        while (power < number) {
            power *= 10;
        }
        return power == number;
    }

    public long count() {
        return count.get();
    }
}
