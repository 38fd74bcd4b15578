package glimpse.worker.slot;

import glimpse.cluster.store.StoreAwayException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store again while it is out of reach, for two minutes: a chunk of detached work that is given up is lost to its job server. Waits on
 * the slot's thread.
 */
final class StorePatience {
    private static final Logger LOG = LoggerFactory.getLogger(StorePatience.class);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 4_000;
    private static final int TRIES = 5;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private StorePatience() {}

    /** What is asked, perhaps several times. */
    interface Question<T> {
        T ask() throws IOException;
    }

    /** The store's answer, when it is there. */
    static <T> T ask(String submission, Question<T> question) throws IOException {
        return ask(submission, 1, question);
    }

    /** The same, tried some times whatever is wrong: what is lost otherwise is a result. */
    static void insist(String submission, Question<Void> question) throws IOException {
        ask(submission, TRIES, question);
    }

    private static <T> T ask(String submission, int tries, Question<T> question) throws IOException {
        long startNanos = System.nanoTime();
        int triesLeft = tries;
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                return question.ask();
            } catch (StoreAwayException e) {
                if (System.nanoTime() - startNanos >= PATIENCE_NANOS) {
                    throw e;
                }
                LOG.warn("{}: {}; tried again", submission, e.getMessage());
            } catch (IOException e) {
                if (--triesLeft == 0) {
                    throw e;
                }
                LOG.warn("{}: {}; tried again", submission, e.getMessage());
            }
            pause(pause);
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
