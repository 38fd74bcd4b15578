package glimpse.cluster.pool;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandSender;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.closure.NotSendableException;
import glimpse.cluster.closure.Values;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.PayloadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The worker JVMs of a pool as places: what is done once in each, and what lasts there. Any thread; every call waits. */
public final class Workers {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final String SILENT =
            "has slots and does not answer commands (is its command channel the broker's of this config file?)";

    private final ClusterPool pool;
    private final CommandSender commands;

    Workers(ClusterPool pool, CommandSender commands) {
        this.pool = pool;
        this.commands = commands;
    }

    /** The figures of each worker that answers in time, in the order of the names. */
    public List<Reply> ping(Duration wait) throws InterruptedException {
        return commands.send(Command.toAll(Command.PING), wait).stream()
                .sorted(Comparator.comparing(Reply::worker))
                .toList();
    }

    /** What to tell the user while no worker is there. */
    public String noWorker() {
        return pool.noWorker();
    }

    /** The names of the workers that are connected now. */
    public Set<String> names() {
        return commands.workers();
    }

    /**
     * Does something once in each worker JVM, beside its slots.
     *
     * @param targets the workers by name; empty for all
     */
    public List<WorkerAnswer> run(Work<?> work, Set<String> targets, MapListener listener) {
        return once(Command.RUN_ON_ALL, pool.function(new Form.Calling<>(work)), null, targets, listener);
    }

    /**
     * Runs a cell of Java in each worker JVM, in a shell of this session's that lasts.
     *
     * @param targets the workers by name; empty for all
     */
    public List<WorkerAnswer> cell(String code, Set<String> targets, MapListener listener) {
        return once(Command.RUN_CELL, pool.function(new Form.Same<>()), code, targets, listener);
    }

    /** Sends a chunk to the targets, or to all that are there; a worker that is there and cannot be reached is among the answers. */
    private List<WorkerAnswer> once(
            String command, MapFunction function, Object argument, Set<String> targets, MapListener listener) {
        String map = pool.newMapId();
        Broadcast broadcast = new Broadcast(map, listener, pool.patience());
        try {
            byte[] arguments = function.write(new Object[] {argument}, 0);
            Chunk chunk = new Chunk(pool.sessionId(), map, 0, 0, 1, function.image(), 0, arguments);
            Presence there = targets.isEmpty() ? presence() : new Presence(targets, Set.of());
            pool.listen(map, broadcast);
            Command all = Command.toAll(command, Map.of(), chunk.encode()).to(there.reached());
            List<WorkerAnswer> answers = answers(broadcast.send(commands, all, LONGEST), function);
            there.silent()
                    .forEach(worker -> answers.add(new WorkerAnswer(worker, null, new IllegalStateException(SILENT))));
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MapCancelledException("stopped", List.of());
        } finally {
            pool.forget(map);
            function.close();
        }
    }

    /**
     * Who is there.
     *
     * @param reached workers that have just answered
     * @param silent workers that have slots, as the job servers say, and do not answer commands
     */
    private record Presence(Set<String> reached, Set<String> silent) {}

    /** A worker may have slots before its command channel is connected, and who has just connected does not know the workers yet. */
    private Presence presence() throws InterruptedException {
        Set<String> expected = new TreeSet<>(names());
        expected.addAll(pool.listed().join());
        Command ping = Command.toAll(Command.PING);
        Set<String> reached = commands.send(expected.isEmpty() ? ping : ping.to(expected), FIRST).stream()
                .map(Reply::worker)
                .collect(Collectors.toCollection(TreeSet::new));
        if (reached.isEmpty()) {
            throw new IllegalStateException(
                    expected.isEmpty() ? pool.noWorker() : String.join(", ", expected) + ": " + SILENT);
        }
        expected.removeAll(reached);
        return new Presence(reached, expected);
    }

    private static List<WorkerAnswer> answers(List<Reply> replies, MapFunction function) {
        List<WorkerAnswer> answers = new ArrayList<>();
        replies.stream()
                .sorted(Comparator.comparing(Reply::worker))
                .forEach(reply -> answers.add(answer(reply, function)));
        return answers;
    }

    private static WorkerAnswer answer(Reply reply, MapFunction function) {
        if (!reply.ok()) {
            return new WorkerAnswer(reply.worker(), null, new IllegalStateException(reply.error()));
        }
        try {
            ChunkDone done = ChunkDone.decode(reply.body());
            OpenChunk one = new OpenChunk(0, 0, new Object[] {null}, 0, 0);
            Outcome outcome = new OutcomeReader(function).read(done, one);
            Optional<Failure> failure = outcome.failures().stream().findFirst();
            Object value = failure.isPresent() || outcome.values().isEmpty()
                    ? null
                    : outcome.values().get(0);
            return new WorkerAnswer(
                    reply.worker(), value, failure.map(Failure::exception).orElse(null));
        } catch (PayloadException e) {
            return new WorkerAnswer(reply.worker(), null, e);
        }
    }

    /** Keeps a value in the memory of every worker: tasks get it by {@code memory(name)}. Workers that come later do not have it. */
    public int setMemory(String name, Object value) throws InterruptedException {
        try {
            byte[] written = Values.write(value);
            Command set = Command.toAll(Command.SET_MEMORY, Map.of("key", name), written);
            return (int) commands.send(set.to(presence().reached()), ANSWER).stream()
                    .filter(Reply::ok)
                    .count();
        } catch (NotSendableException e) {
            throw new CannotSendException(e.getMessage(), e);
        }
    }

    /** Forgets what the workers keep; returns how many have. */
    public int clearMemory() throws InterruptedException {
        return (int) commands.send(Command.toAll(Command.CLEAR_MEMORY), ANSWER).stream()
                .filter(Reply::ok)
                .count();
    }

    /** Tells workers to do something that needs no more than its name; returns the answers that came in time. */
    public List<Reply> tell(String command, Set<String> targets, Duration wait) throws InterruptedException {
        Command all = Command.toAll(command);
        return commands.send(targets.isEmpty() ? all : all.to(targets), wait);
    }
}
