package glimpse.worker.slot;

import glimpse.gearman.admin.AdminConnections;
import glimpse.gearman.connection.ConnectionOptions;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the job servers again and again. Has the thread {@code server-watch} and kept admin connections, which all looks share; closing
 * ends a look that waits for an answer.
 */
final class ServerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);

    private final AdminConnections connections;
    private final ScheduledThreadPoolExecutor thread;

    /** @param connection how long connecting, and each answer, may take */
    ServerWatch(ConnectionOptions connection) {
        this.connections = new AdminConnections(connection);
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread watch = new Thread(task, "server-watch");
                    watch.setDaemon(true);
                    return watch;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** What is looked at; always called on the watch's thread. */
    interface Look {
        /** Looks; returns after how many milliseconds it wants to look again. */
        long look(AdminConnections connections);
    }

    /** Looks from now on. */
    void start(Look look) {
        later(look, 0);
    }

    private void later(Look look, long millis) {
        ScheduledFuture<?> unused =
                thread.schedule(() -> later(look, look.look(connections)), millis, TimeUnit.MILLISECONDS);
    }

    /** Looks no more. Does not wait. */
    @Override
    public void close() {
        thread.shutdownNow();
        connections.close();
        LOG.debug("closed");
    }
}
