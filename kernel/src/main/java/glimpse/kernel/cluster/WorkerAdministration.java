package glimpse.kernel.cluster;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.closure.runtime.WorkerMemory;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.MapListener;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The worker processes and job servers of the session's cluster: who is there, what each does, what is done in each of them. Any thread.
 */
public final class WorkerAdministration {
    private static final Duration PING_WAIT = Duration.ofSeconds(2);
    private static final Duration OWN_START = Duration.ofSeconds(30);

    private final Supplier<Connection> connection;

    /** @param connection connects, or starts, the cluster if that has not been done */
    WorkerAdministration(Supplier<Connection> connection) {
        this.connection = connection;
    }

    /** What each worker says of itself, by name, and those that do not answer; waits at most two seconds. */
    public List<Map<String, String>> rows() {
        return interruptible(() -> {
            Workers workers = connection.get().pool().workers();
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

    /**
     * The names of the workers that are connected now; waits at most two seconds for some, and half a minute where this session has started
     * them.
     */
    public Set<String> names() {
        return interruptible(() -> {
            Connection connected = connection.get();
            Workers workers = connected.pool().workers();
            long patience = (connected.own().isPresent() ? OWN_START : PING_WAIT).toNanos();
            long began = System.nanoTime();
            do {
                var unused = workers.ping(PING_WAIT); // who has just connected does not know all of them yet
            } while (workers.names().isEmpty() && System.nanoTime() - began < patience);
            return workers.names();
        });
    }

    /** What to tell the user if there are none. */
    public String noWorker() {
        return connection.get().pool().workers().noWorker();
    }

    /** Starts more worker processes of a slot for each core, in the session's own cluster; tells what it did. */
    public String add(int count) {
        ClusterLauncher.Launched own = own();
        for (int i = 0; i < count; i++) {
            own.addWorker(Runtime.getRuntime().availableProcessors());
        }
        return count + (count == 1 ? " worker is" : " workers are") + " being started";
    }

    private ClusterLauncher.Launched own() {
        return connection
                .get()
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
            Workers workers = connection.get().pool().workers();
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

    /** What waits and runs in the job servers, by function. */
    public List<Map<String, String>> jobs() {
        List<Map<String, String>> rows = new ArrayList<>();
        ClusterConfig config = connection.get().config();
        for (HostPort server : config.client().jobServers()) {
            try (GearmanAdmin admin =
                    GearmanAdmin.connect(server, config.connection().withConnectTimeout(PING_WAIT))) {
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
        return connection.get().pool().workers().cell(code, targets, linesToCell());
    }

    /** Does something once in each worker JVM; the results by the name of the worker. */
    public <R> Map<String, R> onWorkers(Work<? extends R> work) {
        Map<String, R> results = new LinkedHashMap<>();
        for (WorkerAnswer answer : connection.get().pool().workers().run(work, Set.of(), linesToCell())) {
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

    /** Keeps a value in the memory of every worker, and here; returns how many workers have it. */
    public int push(String name, Object value) {
        WorkerMemory.keep(name, value);
        return interruptible(() -> connection.get().pool().workers().setMemory(name, value));
    }

    /** Forgets what the workers keep; returns how many have. */
    public int clearMemory() {
        WorkerMemory.clear();
        return interruptible(() -> connection.get().pool().workers().clearMemory());
    }

    private static MapListener linesToCell() {
        return CurrentCell.get()
                .<MapListener>map(cell -> new LinesOnly(new MapDisplay(cell.output(), "", "")))
                .orElse(new MapListener() {});
    }

    private static <T> T interruptible(Callable<T> question) {
        try {
            return question.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
