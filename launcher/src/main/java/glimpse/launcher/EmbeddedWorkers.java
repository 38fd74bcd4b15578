package glimpse.launcher;

import glimpse.launcher.cluster.WorkerProcess;
import glimpse.worker.node.WorkerSupervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker JVMs of an embedded cluster. Each has a thread of this process, which starts it again when it crashes; it leaves when this
 * process is gone, however it went, because its standard input ends then. Any thread may call.
 */
final class EmbeddedWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWorkers.class);

    private final Path config;
    private final Path log;
    private final List<WorkerSupervisor> supervisors = new ArrayList<>();
    private boolean closed;

    /** @param log what all of them print */
    EmbeddedWorkers(Path config, Path log) {
        this.config = config;
        this.log = log;
    }

    /** Starts one more JVM with so many slots; returns before it has connected. */
    synchronized void add(int slots) {
        if (closed) {
            throw new IllegalStateException("the cluster of this session has been closed");
        }
        WorkerSupervisor supervisor = new WorkerSupervisor(WorkerProcess.command(List.of(config), slots, false), log);
        supervisors.add(supervisor);
        Thread thread = new Thread(() -> run(supervisor), "glimpse-worker-supervisor");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(WorkerSupervisor supervisor) {
        try {
            supervisor.run();
        } catch (IOException e) {
            LOG.error("no worker can be started: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            supervisors.remove(supervisor);
        }
    }

    Path log() {
        return log;
    }

    /** Ends them all; returns when they are gone, or have been killed. */
    @Override
    public void close() {
        List<WorkerSupervisor> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(supervisors);
        }
        all.parallelStream().forEach(WorkerSupervisor::stop);
    }
}
