package glimpse.cluster.channel;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a front end tells workers to do. A worker obeys a command once, however often it arrives, and never one that was recorded and is played
 * back: see {@link ObeyedCommands}.
 *
 * @param id names the command in its replies
 * @param name one of the constants here, or one that both sides know
 * @param arguments short texts by name
 * @param body bytes that go with it, such as a value for {@code set-memory}
 * @param targets the workers it is for; empty for all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Command(String id, String name, Map<String, String> arguments, byte[] body, Set<String> targets) {
    /** Leave after the current job, with exit status 0. */
    public static final String QUIT = "quit";

    /** Leave after the current job, with exit status 255, which makes the supervisor start the worker again. */
    public static final String RESTART = "restart";

    /** Answer with the worker's figures. */
    public static final String PING = "ping";

    /** Keep the body under the name in the argument {@code key}. */
    public static final String SET_MEMORY = "set-memory";

    /** Forget what is kept. */
    public static final String CLEAR_MEMORY = "clear-memory";

    /** Let go of the shared value {@code value} of the session {@code session}. */
    public static final String FORGET_VALUE = "forget-value";

    /** Stop the tasks of the map in the argument {@code map}. */
    public static final String CANCEL = "cancel";

    /** Run the function of the chunk in the body once in the JVM, beside its slots; the reply's body is what came of it. */
    public static final String RUN_ON_ALL = "run-on-all";

    /** Run the cell of Java that is the input of the chunk in the body, in the session's shell; the reply as above. */
    public static final String RUN_CELL = "run-cell";

    /** Set the level of the logger in the argument {@code logger} (none: the root) to {@code level}. */
    public static final String LOG_LEVEL = "log-level";

    public Command {
        arguments = Map.copyOf(arguments);
        targets = Set.copyOf(targets);
    }

    /** A command to all workers. */
    public static Command toAll(String name, Map<String, String> arguments, byte[] body) {
        return new Command(UUID.randomUUID().toString(), name, arguments, body, Set.of());
    }

    /** A command to all workers, its name saying everything. */
    public static Command toAll(String name) {
        return toAll(name, Map.of(), new byte[0]);
    }

    /** To all workers: stop the tasks of the map. */
    public static Command cancel(String map) {
        return toAll(CANCEL, Map.of("map", map), new byte[0]);
    }

    /** The same command to these workers alone. */
    public Command to(Set<String> workers) {
        return new Command(id, name, arguments, body, workers);
    }

    boolean isFor(String worker) {
        return targets.isEmpty() || targets.contains(worker);
    }

    /** The JSON header: everything but the body, and the front end that awaits the replies. */
    private record CommandHeader(
            int v, String id, String name, Map<String, String> arguments, Set<String> targets, String from, long sent)
            implements Message.Header {}

    /**
     * The command on its way, once.
     *
     * @param to the workers that it is for, where the topic is that of all
     * @param from the front end that awaits the replies
     * @param sentMillis since 1970
     */
    Message message(Topic topic, Set<String> to, String from, long sentMillis) {
        return Message.of(topic, new CommandHeader(Message.VERSION, id, name, arguments, to, from, sentMillis), body);
    }

    /**
     * A command as it arrived.
     *
     * @param topic by which
     * @param sentMillis since 1970, by the sender's clock; 0 if it did not say
     */
    record Received(Command command, String from, Topic topic, long sentMillis) {

        static Received of(Message message) throws BadMessageException {
            CommandHeader header = message.header(CommandHeader.class);
            if (header.id == null || header.name == null || header.from == null) {
                throw new BadMessageException("command without id, name or from");
            }
            try {
                Topic.name(header.from);
                return new Received(
                        new Command(
                                header.id,
                                header.name,
                                header.arguments == null ? Map.of() : header.arguments,
                                message.body(),
                                header.targets == null ? Set.of() : header.targets),
                        header.from,
                        message.topic(),
                        header.sent);
            } catch (IllegalArgumentException | NullPointerException e) {
                throw new BadMessageException("command with a null or a wrong name: " + e.getMessage());
            }
        }
    }
}
