package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waiting for what comes by itself. */
final class Retry {
    private static final long WAIT_SECONDS = 60;

    private Retry() {}

    /** Asks again and again until it is so. */
    static void until(Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!isSo.call()) {
            assertThat(System.nanoTime()).as("within " + WAIT_SECONDS + " s").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
