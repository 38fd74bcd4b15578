package glimpse.kernel.cluster;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.runtime.WorkerMemory;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.function.GearmanFunctions;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapListener;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Pool;
import glimpse.cluster.pool.ResultStream;
import glimpse.cluster.pool.Work;
import glimpse.cluster.pool.WorkerAnswer;
import glimpse.cluster.pool.Workers;
import glimpse.gearman.admin.FunctionStatus;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.HostPort;
import glimpse.kernel.cell.CurrentCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster that the session's maps run on: the one of a configuration, or one of its own, started when it is first needed. Any
 * thread. Lives as long as the session.
 */
public final class SessionCluster implements Cluster, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCluster.class);
    private static final Duration PING_WAIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(20);

    private final ClusterLauncher launcher;
    private final SessionClasses session;
    private final Timeline timeline = new Timeline();
    private Callable<Connection> connect;
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
        try (MapDisplay display = new MapDisplay(cell.get().output(), options.name())) {
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
        MapDisplay display = new MapDisplay(cell.get().output(), options.name());
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
        MapListener lines = new LinesOnly(new MapDisplay(cell.get().output(), options.name()));
        return form.apply(pool, traced.withListener(new BothListeners(lines, traced.listener())));
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
        replace(() -> Connection.to(config, session));
    }

    @Override
    public void local(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException(slots + " slots (expected: at least 1)");
        }
        replace(() -> launch(OptionalInt.of(slots)));
    }

    @Override
    public List<Map<String, String>> workers() {
        return interruptible(() -> {
            Workers workers = connection().pool().workers();
            List<Map<String, String>> rows = new ArrayList<>();
            Set<String> answered = new TreeSet<>();
            for (Reply reply : workers.ping(PING_WAIT)) {
                rows.add(WorkerRows.of(reply));
                answered.add(reply.worker());
            }
            Set<String> silent = new TreeSet<>(workers.names());
            silent.removeAll(answered);
            silent.forEach(worker -> rows.add(WorkerRows.silent(worker, PING_WAIT)));
            return rows;
        });
    }

    /** The names of the workers that are connected now; waits at most two seconds for some. */
    public Set<String> workerNames() {
        return interruptible(() -> {
            Workers workers = connection().pool().workers();
            var unused = workers.ping(PING_WAIT); // who has just connected does not know all of them yet
            return workers.names();
        });
    }

    /** Starts more worker processes of a slot for each core, in the session's own cluster; tells what it did. */
    public String addWorkers(int count) {
        ClusterLauncher.Launched own = own();
        for (int i = 0; i < count; i++) {
            own.addWorker(Runtime.getRuntime().availableProcessors());
        }
        return count + (count == 1 ? " worker is" : " workers are") + " being started";
    }

    private ClusterLauncher.Launched own() {
        return connection()
                .own()
                .orElseThrow(() -> new IllegalStateException(
                        "this cluster is not the session's own (expected: workers are added where they run,"
                                + " with: glimpse cluster worker -n 4 -c config.ini)"));
    }

    /** Has a worker, or all of them, leave and be started again; tells who does. */
    public String restart(Optional<String> worker) {
        return tell(Command.RESTART, worker, "start again after their chunks");
    }

    /** Has a worker, or all of them, leave; tells who does. */
    public String kill(Optional<String> worker) {
        return tell(Command.QUIT, worker, "leave after their chunks");
    }

    private String tell(String command, Optional<String> worker, String what) {
        return interruptible(() -> {
            Workers workers = connection().pool().workers();
            Set<String> targets = new TreeSet<>(workers.names());
            worker.ifPresent(part -> targets.removeIf(name -> !name.contains(part)));
            if (targets.isEmpty()) {
                throw new IllegalArgumentException(
                        "no worker " + worker.orElse("") + " (there are: " + String.join(", ", workers.names()) + ")");
            }
            List<Reply> replies = workers.tell(command, targets, PING_WAIT);
            return replies.stream().map(Reply::worker).sorted().collect(Collectors.joining(", ")) + ": " + what;
        });
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

    /** What waits and runs in the job servers, by function. */
    public List<Map<String, String>> jobs() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (HostPort server : connection().config().client().jobServers()) {
            try (GearmanAdmin admin = GearmanAdmin.connect(server, PING_WAIT)) {
                for (FunctionStatus function : admin.status()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    row.put("job server", server.toString());
                    row.put("function", function.function());
                    row.put("waiting", Long.toString(function.total() - function.running()));
                    row.put("running", Long.toString(function.running()));
                    row.put("workers", Long.toString(function.workers()));
                    rows.add(row);
                }
            } catch (IOException e) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("job server", server.toString());
                row.put("function", "no answer: " + e.getMessage());
                rows.add(row);
            }
        }
        return rows;
    }

    /** The last lines that the workers of the session's own cluster have printed outside of tasks. */
    public String logs(int lines) {
        Path log = own().workerLog();
        try {
            List<String> all = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return all.isEmpty()
                    ? "the workers have printed nothing"
                    : String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            throw new IllegalStateException("the log of the workers cannot be read: " + e.getMessage(), e);
        }
    }

    /** Runs a cell in worker JVMs; what it prints goes to the cell of the calling thread. */
    public List<WorkerAnswer> runCell(String code, Set<String> targets) {
        return connection().pool().workers().cell(code, targets, linesToCell());
    }

    /** Does something once in each worker JVM; the results by the name of the worker. */
    public <R> Map<String, R> onWorkers(Work<? extends R> work) {
        Map<String, R> results = new LinkedHashMap<>();
        for (WorkerAnswer answer : connection().pool().workers().run(work, Set.of(), linesToCell())) {
            if (!answer.ok()) {
                throw new IllegalStateException(
                        "worker " + answer.worker() + ": " + answer.failure(), answer.failure());
            }
            @SuppressWarnings("unchecked") // what the work returns
            R value = (R) answer.value();
            results.put(answer.worker(), value);
        }
        return results;
    }

    /** The Gearman functions at this cluster's job servers. */
    public GearmanFunctions functions() {
        return connection().functions();
    }

    /** Keeps a value in the memory of every worker, and here; returns how many workers have it. */
    public int push(String name, Object value) {
        WorkerMemory.keep(name, value);
        return interruptible(() -> connection().pool().workers().setMemory(name, value));
    }

    /** Forgets what the workers keep; returns how many have. */
    public int clearMemory() {
        WorkerMemory.clear();
        return interruptible(() -> connection().pool().workers().clearMemory());
    }

    private static MapListener linesToCell() {
        return CurrentCell.get()
                .<MapListener>map(cell -> new LinesOnly(new MapDisplay(cell.output(), "")))
                .orElse(new MapListener() {});
    }

    private static <T> T interruptible(Callable<T> question) {
        try {
            return question.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String description() {
        return connection().description();
    }

    @Override
    public String toString() {
        return description();
    }

    private Connection launch(OptionalInt slots) throws IOException, InterruptedException {
        return Connection.toOwn(launcher.launch(slots), session);
    }

    private void replace(Callable<Connection> next) {
        FutureTask<Connection> before;
        synchronized (this) {
            before = connection;
            connection = null;
            connect = next;
        }
        disconnect(before);
        connection();
    }

    private Connection connection() {
        FutureTask<Connection> future = future();
        try {
            return future.get();
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
