package glimpse.kernel.cluster;

import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.Shared;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.function.GearmanFunctions;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapListener;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Pool;
import glimpse.cluster.pool.ResultStream;
import glimpse.cluster.pool.Submissions;
import glimpse.kernel.cell.CurrentCell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster that the session's maps run on: the one of a configuration, or one of its own, started when it is first needed. Any
 * thread. Lives as long as the session.
 */
public final class SessionCluster implements Cluster, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCluster.class);
    private static final String LAUNCHING = "starting a cluster on this machine…";
    private static final String CONNECTING = "waiting for the cluster…";
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(20);

    private final ClusterLauncher launcher;
    private final SessionClasses session;
    private final Timeline timeline = new Timeline();
    private final WorkerAdministration administration = new WorkerAdministration(this::connection);
    private Callable<Connection> connect;
    private volatile String start;
    private FutureTask<Connection> connection;
    private boolean closed;

    /**
     * @param launcher starts the session's own cluster
     * @param config the cluster to use from the start; empty for its own
     * @param session whose classes travel
     */
    public SessionCluster(ClusterLauncher launcher, Optional<ClusterConfig> config, SessionClasses session) {
        this.launcher = launcher;
        this.session = session;
        this.connect = config.<Callable<Connection>>map(known -> () -> Connection.to(known, session))
                .orElse(() -> launch(OptionalInt.empty()));
        this.start = config.isPresent() ? CONNECTING : LAUNCHING;
    }

    /** The cluster of the cell that the calling thread works for. */
    public static SessionCluster current() {
        return CurrentCell.get()
                .flatMap(cell -> cell.service(SessionCluster.class))
                .orElseThrow(() -> new IllegalStateException(
                        "no cluster here: map can be called in a cell of a session, and on the threads of that cell"));
    }

    /** Starts and connects in the background what the first map will need. */
    public void warm() {
        var unused = future();
    }

    /** Applies {@code f} to every element; progress and the tasks' output go to the cell of the calling thread. */
    public <A, R> List<R> map(Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return use(options, (pool, shown) -> pool.map(f, xs, shown));
    }

    /** Does something in the pool; progress and the tasks' output go to the cell of the calling thread. */
    public <T> T use(MapOptions options, BiFunction<Pool, MapOptions, T> form) {
        Pool pool = connection().pool();
        MapOptions traced = traced(options);
        Optional<CurrentCell> cell = CurrentCell.get();
        if (cell.isEmpty()) {
            return form.apply(pool, traced);
        }
        try (MapDisplay display = new MapDisplay(cell.get().output(), options.name(), start)) {
            return form.apply(pool, traced.withListener(new BothListeners(display, traced.listener())));
        }
    }

    private MapOptions traced(MapOptions options) {
        return options.withListener(new BothListeners(timeline.begin(options.name()), options.listener()));
    }

    /** Begins a map; what it shows goes to the cell of the calling thread, also after that has ended. */
    public <A, R> MapFuture<R> mapAsync(
            Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        Pool pool = connection().pool();
        MapOptions traced = traced(options);
        Optional<CurrentCell> cell = CurrentCell.get();
        if (cell.isEmpty()) {
            return pool.mapAsync(f, xs, traced);
        }
        MapDisplay display = new MapDisplay(cell.get().output(), options.name(), start);
        MapFuture<R> future = pool.mapAsync(f, xs, traced.withListener(new BothListeners(display, traced.listener())));
        var unused = future.whenComplete((results, error) -> display.close());
        return future;
    }

    /** Begins a stream of results; the tasks' output goes to the cell of the calling thread. */
    public <R> ResultStream<R> stream(MapOptions options, BiFunction<Pool, MapOptions, ResultStream<R>> form) {
        Pool pool = connection().pool();
        MapOptions traced = traced(options);
        Optional<CurrentCell> cell = CurrentCell.get();
        if (cell.isEmpty()) {
            return form.apply(pool, traced);
        }
        MapListener lines = new LinesOnly(new MapDisplay(cell.get().output(), options.name(), start));
        return form.apply(pool, traced.withListener(new BothListeners(lines, traced.listener())));
    }

    /** Shares a value with the workers, once for all maps that use the handle. */
    public <T> Shared<T> share(T value) {
        return connection().pool().share(value);
    }

    /** Who ran which chunk when, of the last maps. */
    public Timeline timeline() {
        return timeline;
    }

    @Override
    public void connect(String configFile) {
        connect(ClusterConfig.read(Path.of(configFile)));
    }

    /** Connects to a cluster, instead of the one there was. */
    public void connect(ClusterConfig config) {
        replace(CONNECTING, () -> Connection.to(config, session));
    }

    @Override
    public void local(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException(slots + " slots (expected: at least 1)");
        }
        replace(LAUNCHING, () -> launch(OptionalInt.of(slots)));
    }

    @Override
    public List<Map<String, String>> workers() {
        return administration.rows();
    }

    /** The workers and job servers of this cluster as places. */
    public WorkerAdministration administration() {
        return administration;
    }

    /** Disconnects, and ends the cluster if it is the session's own; the next map starts or connects anew. */
    public String stop() {
        FutureTask<Connection> before;
        synchronized (this) {
            before = connection;
            connection = null;
        }
        disconnect(before);
        return before == null ? "no cluster was connected" : "stopped";
    }

    /** The detached work of this cluster. */
    public Submissions submissions() {
        return connection().pool().submissions();
    }

    /** Whether this cluster ends with the session. */
    public boolean isOwn() {
        return connection().own().isPresent();
    }

    /** The Gearman functions at this cluster's job servers. */
    public GearmanFunctions functions() {
        return connection().functions();
    }

    @Override
    public String description() {
        return connection().description();
    }

    @Override
    public String toString() {
        return description();
    }

    /** Where it is and how many workers are connected; empty while there is none. Waits for nothing. */
    public Optional<String> state() {
        FutureTask<Connection> now;
        synchronized (this) {
            now = closed ? null : connection;
        }
        if (now == null) {
            return Optional.empty();
        }
        if (!now.isDone()) {
            return Optional.of("the cluster is being connected");
        }
        try {
            Connection connected = now.get();
            int workers = connected.pool().workers().names().size();
            return Optional.of(connected.description() + " · " + workers + (workers == 1 ? " worker" : " workers"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | CancellationException e) {
            return Optional.empty(); // the next map says why
        }
    }

    private Connection launch(OptionalInt slots) throws IOException, InterruptedException {
        return Connection.toOwn(launcher.launch(slots), session);
    }

    private void replace(String waitingFor, Callable<Connection> next) {
        FutureTask<Connection> before;
        synchronized (this) {
            before = connection;
            connection = null;
            connect = next;
            start = waitingFor;
        }
        disconnect(before);
        connection();
    }

    private Connection connection() {
        FutureTask<Connection> future = future();
        try {
            Optional<CurrentCell> cell = CurrentCell.get();
            return cell.isPresent() ? SlowStart.await(future, start, cell.get().output()) : future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        } catch (ExecutionException e) {
            forget(future);
            throw unwrapped(e.getCause());
        }
    }

    private synchronized FutureTask<Connection> future() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        if (connection == null) {
            connection = new FutureTask<>(connect);
            Thread thread = new Thread(null, connection, "glimpse-connect", 0, false);
            thread.setDaemon(true);
            thread.start();
        }
        return connection;
    }

    /** What failed is tried anew by the next map. */
    private synchronized void forget(FutureTask<Connection> failed) {
        if (connection == failed) {
            connection = null;
        }
    }

    private static RuntimeException unwrapped(Throwable cause) {
        return cause instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("the cluster did not start: " + cause.getMessage(), cause);
    }

    private static CancellationException stopped() {
        return new CancellationException("stopped");
    }

    @Override
    public void close() {
        FutureTask<Connection> last;
        synchronized (this) {
            closed = true;
            last = connection;
        }
        disconnect(last);
    }

    /** What still connects is waited for, but not for ever. */
    private static void disconnect(FutureTask<Connection> future) {
        if (future != null && !Closing.within(CLOSE_WAIT, "the cluster", () -> closeConnected(future))) {
            future.cancel(true);
        }
    }

    private static void closeConnected(FutureTask<Connection> future) {
        try {
            future.get().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException notConnected) {
            LOG.debug("nothing to close", notConnected);
        }
    }
}
