package glimpse.kernel.cluster;

import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.display.DisplayData;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a cell shows while it waits for its cluster, if that takes longer than a second. */
final class SlowStart {
    /** How long a cell may be silent. */
    static final Duration QUIET = Duration.ofSeconds(1);

    private SlowStart() {}

    /**
     * Waits on the thread of the cell.
     *
     * @param what is waited for
     */
    static <T> T await(Future<T> started, String what, CellOutput output)
            throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        try {
            return started.get(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            String id = "glimpse-start-" + UUID.randomUUID();
            output.display(DisplayData.text(what).asProgress(), Optional.of(id));
            try {
                return started.get();
            } finally {
                Duration taken = Duration.ofNanos(System.nanoTime() - began);
                output.update(
                        DisplayData.text(what + " " + ProgressForm.duration(taken))
                                .asProgress(),
                        id);
            }
        }
    }
}
