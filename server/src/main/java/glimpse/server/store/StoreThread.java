package glimpse.server.store;

import glimpse.server.job.Bytes;
import glimpse.server.job.Job;
import glimpse.server.job.JobServer;
import glimpse.server.job.JobStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue whose jobs are kept before they are acknowledged. The core's thread hands over changes, the thread {@code store} commits all that
 * are there as one group and tells the core: while one group is being written the next one gathers, so that a commit costs the same for
 * one job and for thousands.
 *
 * <p>While the engine does not work, new jobs are refused at once, it is tried again with growing pauses, and what has ended meanwhile is forgotten
 * as soon as it is back.
 */
final class StoreThread implements PersistentQueue, JobStore {
    private static final Logger LOG = LoggerFactory.getLogger(StoreThread.class);
    private static final int MAX_CHANGES = 4096;
    private static final long MAX_BYTES = 16 << 20;
    private static final long CLOSE_MILLIS = 60_000;

    private final Store store;
    private final Thread thread = new Thread(this::run, "store");
    private JobServer server;
    private Executor core;

    // The core's.
    private final NamelessKeys nameless = new NamelessKeys();
    /** Of jobs that are not kept under their unique. */
    private final Map<Job, JobKey> keys = new HashMap<>();
    /** Jobs that would overwrite another's record: they are refused, and nothing is written or forgotten for them. */
    private final Set<Job> homeless = new HashSet<>();

    // Of both; guarded by itself.
    private final Deque<Change> changes = new ArrayDeque<>();
    private boolean closing;

    // The store thread's.
    private final StoreFigures figures = new StoreFigures();
    private final Outage outage = new Outage(figures);

    StoreThread(Store store) {
        this.store = store;
    }

    /**
     * A job to be kept, or, where there is none, a key to be forgotten.
     *
     * @param refusal why the job is not even handed to the engine; null if it is
     */
    private record Change(Job job, StoredJob added, String refusal, JobKey done) {
        static Change add(Job job, StoredJob added, String refusal) {
            return new Change(job, added, refusal, null);
        }

        static Change done(JobKey key) {
            return new Change(null, null, null, key);
        }

        int sizeBytes() {
            return added == null ? 0 : added.workload().length();
        }
    }

    @Override
    public JobStore jobs() {
        return this;
    }

    @Override
    public Optional<StoreFigures> figures() {
        return Optional.of(figures);
    }

    @Override
    public int changesWaiting() {
        synchronized (changes) {
            return changes.size();
        }
    }

    // ---- before the server runs

    @Override
    public void replay(JobServer to) throws StoreException {
        store.open();
        int[] count = {0};
        store.replay(stored -> {
            Job job = to.replay(Replay.submission(stored));
            if (job == null) {
                outage.owe(stored.key());
                return;
            }
            count[0]++;
            if (NamelessKeys.isNameless(job.unique())) {
                keys.put(job, stored.key());
            }
        });
        LOG.info("Replayed {} jobs", count[0]);
    }

    @Override
    public void start(JobServer newServer, Executor newCore) {
        server = newServer;
        core = newCore;
        thread.setDaemon(true);
        thread.start();
    }

    // ---- on the core's thread

    @Override
    public boolean isPersistent() {
        return true;
    }

    @Override
    public void add(Job job) {
        Bytes unique = job.unique();
        JobKey key = new JobKey(job.functionName(), unique);
        if (NamelessKeys.isNameless(unique)) {
            key = new JobKey(job.functionName(), nameless.next(unique));
            keys.put(job, key);
        }
        String refusal = null;
        if (store.joinsByDash()) {
            JobKey other = SharedRecord.of(key, k -> server.hasStored(k.function(), k.unique()));
            if (other != null) {
                homeless.add(job);
                refusal = "its record is that of the job " + other + ", which has not ended";
            }
        }
        put(Change.add(job, new StoredJob(key, job.priority(), job.when(), job.workload()), refusal));
    }

    @Override
    public void done(Job job) {
        if (homeless.contains(job)) {
            return;
        }
        JobKey key =
                NamelessKeys.isNameless(job.unique()) ? keys.remove(job) : new JobKey(job.functionName(), job.unique());
        put(Change.done(key));
    }

    private void put(Change change) {
        synchronized (changes) {
            changes.add(change);
            if (changes.size() == 1) {
                changes.notifyAll();
            }
        }
    }

    private void report(List<Change> written, Group group) {
        for (Change change : written) {
            if (change.job != null) {
                if (group.refused().containsKey(change.added.key())) {
                    keys.remove(change.job);
                    homeless.remove(change.job);
                    server.refused(change.job);
                } else {
                    server.stored(change.job);
                }
            }
        }
    }

    // ---- on the store's thread

    private void run() {
        try {
            for (List<Change> next = next(); next != null; next = next()) {
                commit(next);
            }
            outage.end(store);
        } catch (InterruptedException e) {
            LOG.error("Store: given up, it does not answer");
        } finally {
            store.close();
        }
    }

    /** What is there to be written, at most {@link #MAX_CHANGES}; nothing when it is time to try the engine again; null at the end. */
    private List<Change> next() throws InterruptedException {
        synchronized (changes) {
            long waitMillis = outage.waitMillis();
            while (changes.isEmpty() && !closing && waitMillis > 0) {
                changes.wait(waitMillis == Long.MAX_VALUE ? 0 : waitMillis);
                waitMillis = outage.waitMillis();
            }
            if (changes.isEmpty() && closing) {
                return null;
            }
            List<Change> next = new ArrayList<>();
            long bytes = 0;
            while (!changes.isEmpty() && next.size() < MAX_CHANGES && bytes <= MAX_BYTES) {
                Change change = changes.poll();
                bytes += change.sizeBytes();
                next.add(change);
            }
            return next;
        }
    }

    private void commit(List<Change> next) {
        Group group = new Group();
        outage.owed().forEach(group::done);
        for (Change change : next) {
            if (change.refusal != null) {
                group.refuse(change.added, change.refusal);
            } else if (change.added != null) {
                group.add(change.added);
            } else {
                group.done(change.done);
            }
        }
        outage.write(store, group);
        if (next.stream().anyMatch(change -> change.job != null)) {
            try {
                core.execute(() -> report(next, group));
            } catch (RejectedExecutionException e) {
                LOG.debug("Store: nobody is left to hear of {} changes", next.size());
            }
        }
    }

    // ---- the end

    @Override
    public void close() {
        synchronized (changes) {
            closing = true;
            changes.notifyAll();
        }
        if (!thread.isAlive()) {
            store.close();
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
