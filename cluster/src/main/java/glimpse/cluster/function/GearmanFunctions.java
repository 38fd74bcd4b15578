package glimpse.cluster.function;

import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.Task;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.GrabbedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls Gearman functions and offers some, at the job servers of a cluster. Connections are made when first needed. Any thread. */
public final class GearmanFunctions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GearmanFunctions.class);
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(3);

    private final ClusterConfig config;
    private final GearmanClient client;
    private final Set<GearmanWorker> offered = ConcurrentHashMap.newKeySet();

    public GearmanFunctions(ClusterConfig config) {
        this.config = config;
        this.client = new GearmanClient(config.clientOptions());
    }

    /**
     * Calls a function and waits for its result, as long as it takes; an interrupt ends the wait.
     *
     * @throws FunctionFailedException if it failed or no job server could be reached
     */
    public byte[] call(String function, byte[] data) {
        return call(function, data, notice -> {});
    }

    /**
     * The same.
     *
     * @param waiting is told, after a second, that there is nobody to wait for yet; on the calling thread
     */
    public byte[] call(String function, byte[] data, Consumer<String> waiting) {
        CompletableFuture<byte[]> result = client.run(Job.of(function, data));
        try {
            try {
                return result.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException late) {
                if (!isOffered(function)) {
                    waiting.accept("no worker offers " + function + " at "
                            + config.client().jobServers() + "; the call waits for one");
                }
                return result.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the wait for " + function + " was stopped");
        } catch (ExecutionException e) {
            throw new FunctionFailedException(function + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Also where that cannot be found out. */
    private boolean isOffered(String function) {
        for (HostPort server : config.client().jobServers()) {
            try (GearmanAdmin admin =
                    GearmanAdmin.connect(server, config.connection().withConnectTimeout(ADMIN_TIMEOUT))) {
                if (admin.status().stream()
                        .anyMatch(status -> status.function().equals(function) && status.workers() > 0)) {
                    return true;
                }
            } catch (IOException away) {
                return true; // the client says so
            }
        }
        return false;
    }

    /**
     * Offers a function from now on: it runs in this process, one call at a time for each processor. What it throws is logged here, and a failure
     * to the caller without a reason: callers by libgearman wait on for ever after WORK_EXCEPTION, whatever comes after it.
     */
    public Serving serve(String name, Task<byte[], byte[]> function) {
        GearmanWorker worker = new GearmanWorker(config.workerOptions()
                .withSlots(Runtime.getRuntime().availableProcessors())
                .withId("serves-" + name));
        worker.register(name, job -> answer(job, function)).start();
        offered.add(worker);
        return new Serving() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void close() {
                offered.remove(worker);
                worker.close();
            }

            @Override
            public String toString() {
                return "serving " + name;
            }
        };
    }

    private static void answer(GrabbedJob job, Task<byte[], byte[]> function) throws InterruptedException {
        try {
            job.complete(function.call(job.workload()));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("{}: {}", job, e, e);
            job.fail();
        }
    }

    @Override
    public void close() {
        offered.forEach(GearmanWorker::close);
        client.close();
    }
}
