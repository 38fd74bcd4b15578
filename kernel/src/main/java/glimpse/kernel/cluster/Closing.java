package glimpse.kernel.cluster;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what may refuse to end: on a thread of its own, which is waited for so long and then left behind, with a warning. */
public final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    /** Returns whether it has ended. An interrupt does not shorten the wait; the caller is left interrupted. */
    public static boolean within(Duration limit, String what, Runnable close) {
        Thread thread = new Thread(null, () -> run(what, close), "glimpse-close " + what, 0, false);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        for (long left; thread.isAlive() && (left = end - System.nanoTime()) > 0; ) {
            try {
                thread.join(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("{} did not end within {} s and is left behind", what, limit.toSeconds());
        }
        return !thread.isAlive();
    }

    private static void run(String what, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("{} did not end as it should", what, e);
        }
    }
}
