package glimpse.server.store;

import glimpse.server.job.Bytes;
import glimpse.server.job.Job;
import glimpse.server.job.JobServer;
import glimpse.server.job.JobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue that is written when the server stops and emptied when it starts ({@code --store-queue-on-shutdown}). A server that does not stop
 * in good order loses its jobs. Used by the thread that starts and closes the server.
 */
final class ShutdownQueue implements PersistentQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownQueue.class);

    private final Store store;
    private final List<JobKey> replayed = new ArrayList<>();
    private JobServer server;

    ShutdownQueue(Store store) {
        this.store = store;
    }

    @Override
    public JobStore jobs() {
        return JobStore.NONE;
    }

    @Override
    public void replay(JobServer to) throws StoreException {
        store.open();
        store.replay(job -> {
            replayed.add(job.key());
            to.replay(Replay.submission(job));
        });
        LOG.info("Replayed {} jobs", replayed.size());
    }

    @Override
    public void start(JobServer newServer, Executor core) throws StoreException {
        Group group = new Group();
        replayed.forEach(group::done);
        store.write(group);
        replayed.clear();
        server = newServer;
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                save(server.backgroundJobs());
            }
        } catch (StoreException e) {
            LOG.error("Jobs are lost, they cannot be stored: {}", e.getMessage());
        } finally {
            server = null;
            store.close();
        }
    }

    private void save(List<Job> jobs) throws StoreException {
        NamelessKeys nameless = new NamelessKeys();
        Group group = new Group();
        for (Job job : jobs) {
            Bytes unique = job.unique();
            Bytes key = NamelessKeys.isNameless(unique) ? nameless.next(unique) : unique;
            group.add(new StoredJob(new JobKey(job.functionName(), key), job.priority(), job.when(), job.workload()));
        }
        store.write(group);
        group.refused().forEach((key, reason) -> LOG.error("Job {} is lost, it is refused: {}", key, reason));
        LOG.info("Stored {} jobs", jobs.size() - group.refused().size());
    }
}
