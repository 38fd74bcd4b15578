package glimpse.worker.node;

import glimpse.cluster.channel.CommandReceiver;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.config.ClusterConfig;
import glimpse.worker.slot.Slots;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one worker JVM: log channel, slots and command receiver, until it is told to leave. It waits for job servers and
 * for the broker as long as it takes, and connects again whenever one has been away. One in a JVM.
 */
public final class WorkerNode {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
    private static final Duration STUCK_GRACE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final WorkerName name = WorkerName.here();
    private final Departure departure = new Departure();
    private final LogPublisher logs;
    private final Slots slots;
    private final CommandReceiver commands;
    private boolean closed;

    private WorkerNode(ClusterConfig config, int count) {
        logs = LogPublisher.connect(config);
        slots = Slots.start(config, name.id(), count, logs);
        slots.whenStuck(this::leaveStuck);
        commands =
                CommandReceiver.start(config, name.id(), logs, new NodeCommands(name, slots, this::refused, departure));
    }

    private long refused() {
        return logs.refused() + (commands == null ? 0 : commands.refused());
    }

    /**
     * Runs a worker with so many slots until it is told to leave.
     *
     * @param parent whose end of file means that the parent process is gone and the worker with it; null to live alone
     * @return the exit status, one of {@link ExitStatus}
     */
    public static int run(ClusterConfig config, int count, InputStream parent) throws InterruptedException {
        config.warnIfOpen();
        WorkerNode node = new WorkerNode(config, count);
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "glimpse-worker-end"));
        if (parent != null) {
            node.watch(parent);
        }
        LOG.info(
                "worker {} has {} slots at {}",
                node.name.id(),
                count,
                config.client().jobServers());
        return node.live();
    }

    /** Nothing but the end of its JVM stops that task; what runs beside it may end before. */
    private void leaveStuck(String why) {
        LOG.error("{}", why);
        departure.ask(ExitStatus.RESTART);
        Thread urgent = new Thread(
                () -> {
                    if (departure.awaitUrgent(STUCK_GRACE)) {
                        LOG.debug("leaves already");
                    }
                    departure.now(ExitStatus.RESTART);
                },
                "glimpse-stuck");
        urgent.setDaemon(true);
        urgent.start();
    }

    private void watch(InputStream parent) {
        Thread watch = new Thread(
                () -> {
                    readToEnd(parent);
                    LOG.info("the parent is gone");
                    departure.now(ExitStatus.DONE);
                },
                "glimpse-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void readToEnd(InputStream parent) {
        byte[] ignored = new byte[256];
        try {
            while (parent.read(ignored) >= 0) {
                // what a parent says is of no interest, only that it can
            }
        } catch (IOException e) {
            LOG.debug("reading from the parent", e);
        }
    }

    private int live() throws InterruptedException {
        departure.awaitAsked();
        LOG.info("worker {} leaves", name.id());
        while (!departure.isUrgent() && !slots.stop(LOOK)) {
            LOG.debug("waiting for the last chunks");
        }
        close();
        return departure.status();
    }

    private synchronized void close() {
        if (!closed) {
            closed = true;
            slots.close();
            commands.close();
            logs.close();
        }
    }
}
