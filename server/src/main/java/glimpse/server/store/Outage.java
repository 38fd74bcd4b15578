package glimpse.server.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that may go away and come back. A group that fails is tried a second time at once, for a connection may have died of old age; then the
 * engine counts as down and is tried after 50 ms, 100 ms, and so on up to every second. Belongs to the store's thread.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final int MAX_SHOWN = 300;
    private static final long MAX_PAUSE_MILLIS = 1000;

    private final StoreFigures figures;

    /** Keys to be forgotten as soon as the engine works: of jobs that have ended, and of refused ones that may be in it all the same. */
    private final Set<JobKey> owed = new LinkedHashSet<>();

    /** 0 while the engine works. */
    private long pauseMillis;

    private long retryNanos;

    /** Jobs refused since the engine went down. */
    private long refusedCount;

    Outage(StoreFigures figures) {
        this.figures = figures;
    }

    void owe(JobKey key) {
        owed.add(key);
    }

    List<JobKey> owed() {
        return List.copyOf(owed);
    }

    /** How long there is nothing to do but to wait; Long.MAX_VALUE while the engine works. */
    long waitMillis() {
        if (pauseMillis == 0) {
            return owed.isEmpty() ? Long.MAX_VALUE : 0;
        }
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(retryNanos - System.nanoTime() + 999_999));
    }

    /** Writes the group, or refuses all jobs in it. */
    void write(Store store, Group group) {
        if (pauseMillis > 0 && System.nanoTime() < retryNanos) {
            group.done().forEach(this::owe);
            refuse(group, "the store is down");
            return;
        }
        try {
            tryTwice(store, group);
            figures.wrote(group);
            owed.clear();
            if (pauseMillis > 0) {
                LOG.error("Store: works again; {} jobs were refused meanwhile", refusedCount);
                pauseMillis = 0;
                refusedCount = 0;
            }
            group.refused()
                    .forEach((key, reason) -> LOG.error("Store: refused {}: {}", shown(key.toString()), shown(reason)));
        } catch (StoreException | RuntimeException e) {
            figures.failed();
            if (pauseMillis == 0) {
                LOG.error("Store: background jobs are refused until it works again: {}", e.getMessage());
            }
            LOG.debug("Store: ", e);
            pauseMillis = Math.min(MAX_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pauseMillis));
            retryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
            group.done().forEach(this::owe);
            group.added().forEach(job -> owe(job.key()));
            refuse(group, e.getMessage());
        }
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private void tryTwice(Store store, Group group) throws StoreException {
        try {
            store.write(group);
        } catch (StoreException e) {
            if (pauseMillis > 0) {
                throw e;
            }
            figures.failed();
            LOG.info("Store: tried again at once: {}", e.getMessage());
            group.again();
            store.write(group);
        }
    }

    private void refuse(Group group, String reason) {
        refusedCount += group.added().size();
        figures.isAway(group.added().size());
        group.added().forEach(job -> group.refuse(job, reason));
    }

    /** Called after the last group: what is still owed is tried once more. */
    void end(Store store) {
        if (owed.isEmpty()) {
            return;
        }
        Group group = new Group();
        owed.forEach(group::done);
        try {
            store.write(group);
        } catch (StoreException | RuntimeException e) {
            LOG.error(
                    "Store: {} jobs that have ended are still in it and will run again: {}",
                    owed.size(),
                    e.getMessage());
        }
    }
}
