package glimpse.cluster.pool;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandSender;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.task.Chunk;
import glimpse.gearman.admin.AdminConnections;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.JobListener;
import glimpse.gearman.client.JobStatus;
import glimpse.gearman.client.SubmittedJob;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Priority;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real job servers and workers. What the admin protocol is needed for is done on the thread {@code pool-admin}. */
final class ClusterServers implements JobServers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterServers.class);
    private static final long COUNT_AGAIN_NANOS = 400_000_000;
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(3);
    private static final long FORGET_WAIT_NANOS = 300_000_000;
    private static final long FORGET_LOOK_NANOS = 10_000_000;
    private static final Duration CANCEL_WAIT = Duration.ofSeconds(5);

    private final List<HostPort> servers;
    private final GearmanClient client;
    private final CommandSender commands;
    private final WorkerPulse pulse;
    private final ThreadPoolExecutor admin;
    private final AdminConnections connections;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile SlotCount slots = SlotCount.NONE;
    private volatile long countedNanos = System.nanoTime() - COUNT_AGAIN_NANOS;

    ClusterServers(ClusterConfig config, GearmanClient client, CommandSender commands) {
        this.servers = config.client().jobServers();
        this.connections = new AdminConnections(config.connection().withConnectTimeout(ADMIN_TIMEOUT));
        this.client = client;
        this.commands = commands;
        this.pulse = new WorkerPulse(commands);
        this.admin = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "pool-admin");
            thread.setDaemon(true);
            return thread;
        });
        admin.allowCoreThreadTimeOut(true);
    }

    @Override
    public void submit(byte[] workload, Priority priority, JobListener listener) {
        var unused = client.post(Job.of(Chunk.FUNCTION, workload).withPriority(priority), listener);
    }

    @Override
    public void flush() {
        client.flush();
    }

    @Override
    public CompletableFuture<JobStatus> status(SubmittedJob job) {
        return client.status(job);
    }

    @Override
    public void cancel(SubmittedJob job) {
        later(() -> ask(job.server(), connection -> connection.cancelJob(job.handle())));
    }

    @Override
    public void cancelMap(String map) {
        var unused = commands.submit(Command.cancel(map), CANCEL_WAIT);
    }

    @Override
    public Set<String> workersOnChannel() {
        return pulse.answering(System.nanoTime());
    }

    /** As last counted; counted again, in the background, when that was a while ago. */
    @Override
    public SlotCount slots() {
        if (System.nanoTime() - countedNanos >= COUNT_AGAIN_NANOS && counting.compareAndSet(false, true)) {
            later(this::count);
        }
        return slots;
    }

    private void count() {
        int available = 0;
        int busy = 0;
        for (HostPort server : servers) {
            SlotCount there = ask(server, SlotCount::ask);
            available = Math.max(available, there == null ? 0 : there.available());
            busy += there == null ? 0 : there.busy();
        }
        slots = new SlotCount(available, busy);
        countedNanos = System.nanoTime();
        counting.set(false);
    }

    /** The worker JVMs whose slots are listed now. */
    CompletableFuture<Set<String>> workers() {
        CompletableFuture<Set<String>> workers = new CompletableFuture<>();
        boolean asked = later(() -> {
            Set<String> all = new TreeSet<>();
            for (HostPort server : servers) {
                Set<String> there = ask(server, SlotCount::workers);
                all.addAll(there == null ? Set.of() : there);
            }
            workers.complete(all);
        });
        return asked ? workers : CompletableFuture.completedFuture(Set.of());
    }

    private boolean later(Runnable task) {
        boolean open = !admin.isShutdown();
        if (open) {
            admin.execute(task);
        }
        return open;
    }

    /** Asks on the server's admin connection; null if it cannot be asked. */
    private <T> T ask(HostPort server, AdminConnections.Question<T> question) {
        try {
            return connections.ask(server, question);
        } catch (IOException e) {
            LOG.debug("{}: {}", server, e.getMessage());
            return null;
        }
    }

    /** Has the servers forget a function that nobody offers any more; waits a little for them to see that. */
    void forget(String function) {
        long end = System.nanoTime() + FORGET_WAIT_NANOS;
        for (HostPort server : servers) {
            later(() -> ask(server, connection -> dropped(connection, function, end)));
        }
    }

    private static Boolean dropped(GearmanAdmin connection, String function, long endNanos) throws IOException {
        while (true) {
            boolean offered = connection.status().stream()
                    .anyMatch(status -> status.function().equals(function) && status.workers() > 0);
            if (!offered) {
                connection.dropFunction(function);
                return true;
            }
            if (System.nanoTime() - endNanos >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(FORGET_LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        admin.shutdown();
        try {
            if (!admin.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("an admin connection is slow");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
    }
}
