package glimpse.kernel.jupyter.history;

import glimpse.cluster.config.UserFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of all sessions that share a file. The file is opened when a cell is remembered or asked for: a start has no time for it. One
 * that cannot be opened is replaced by memory, with a warning. Any thread.
 */
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final long CLOSE_MILLIS = 2_000;

    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "jupyter-history");
        thread.setDaemon(true);
        return thread;
    });
    private final Optional<Path> file;
    private HistoryTable table;

    private History(Optional<Path> file) {
        this.file = file;
    }

    public static History in(Path file) {
        return new History(Optional.of(file));
    }

    /** The one that all kernels of this user share: {@code glimpse/history.sqlite} in {@code XDG_DATA_HOME}. */
    public static History ofUser() {
        return in(UserFolders.data().resolve("history.sqlite"));
    }

    /** A history that ends with this process. */
    public static History inMemory() {
        return new History(Optional.empty());
    }

    /** Remembers a cell of the current session; returns at once. */
    public void add(int line, String input, Optional<String> output) {
        try {
            writer.execute(() -> write(line, input, output));
        } catch (RejectedExecutionException e) {
            LOG.debug("history: closed", e);
        }
    }

    private void write(int line, String input, Optional<String> output) {
        try {
            table().add(line, input, output);
        } catch (SQLException e) {
            LOG.warn("history: a cell was not remembered: {}", e.getMessage());
        }
    }

    /** What was added before, oldest first; empty if the database does not answer. */
    public List<Entry> find(Query query) throws InterruptedException {
        try {
            return CompletableFuture.supplyAsync(() -> read(query), writer).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.warn("history: no answer", e);
            return List.of();
        }
    }

    private List<Entry> read(Query query) {
        try {
            return table().find(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private HistoryTable table() throws SQLException {
        if (table == null) {
            table = open();
        }
        return table;
    }

    private HistoryTable open() throws SQLException {
        if (file.isPresent()) {
            try {
                return HistoryTable.open(file.get());
            } catch (SQLException | IOException e) {
                LOG.warn("history: {} cannot be used, this session is not remembered: {}", file.get(), e.getMessage());
            }
        }
        return HistoryTable.inMemory();
    }

    /** Writes what is left: at once, but for a first cell that is just being remembered on a busy machine. */
    @Override
    public void close() {
        writer.execute(this::closeTable);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("history: still writing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeTable() {
        try {
            if (table != null) {
                table.close();
            }
        } catch (SQLException e) {
            LOG.debug("history", e);
        }
    }
}
