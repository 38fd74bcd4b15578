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

/** The worker JVMs of a pool as places: what is done once in each, and what lasts there. Any thread; every call waits. */
public final class Workers {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);

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
        MapFunction function = pool.function(new Form.Calling<>(work));
        String map = pool.newMapId();
        Broadcast broadcast = new Broadcast(map, listener);
        try {
            byte[] arguments = function.write(new Object[] {null}, 0);
            Chunk chunk = new Chunk(pool.sessionId(), map, 0, 0, 1, function.image(), 0, arguments);
            return answers(send(broadcast, map, Command.RUN_ON_ALL, Map.of(), chunk, targets), function);
        } finally {
            pool.forget(map);
            function.close();
        }
    }

    /**
     * Runs a cell of Java in each worker JVM, in a shell of this session's that lasts.
     *
     * @param targets the workers by name; empty for all
     */
    public List<WorkerAnswer> cell(String code, Set<String> targets, MapListener listener) {
        MapFunction function = pool.function(new Form.Same<>());
        String map = pool.newMapId();
        Broadcast broadcast = new Broadcast(map, listener);
        try {
            byte[] arguments = function.write(new Object[] {code}, 0);
            Chunk chunk = new Chunk(pool.sessionId(), map, 0, 0, 1, function.image(), 0, arguments);
            return answers(send(broadcast, map, Command.RUN_CELL, Map.of(), chunk, targets), function);
        } finally {
            pool.forget(map);
            function.close();
        }
    }

    private List<Reply> send(
            Broadcast broadcast,
            String map,
            String command,
            Map<String, String> arguments,
            Chunk chunk,
            Set<String> targets) {
        requireSome();
        pool.listen(map, broadcast);
        Command all = Command.toAll(command, arguments, chunk.encode());
        return broadcast.send(commands, targets.isEmpty() ? all : all.to(targets), LONGEST);
    }

    /** Who has just connected does not know the workers yet; without any there would be nothing to wait for. */
    private void requireSome() {
        try {
            if (names().isEmpty() && ping(FIRST).isEmpty()) {
                throw new IllegalStateException(
                        "no worker has come; start some with: glimpse cluster worker -n 4 -c config.ini");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MapCancelledException("stopped", List.of());
        }
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
            return (int) commands.send(Command.toAll(Command.SET_MEMORY, Map.of("key", name), written), ANSWER).stream()
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
