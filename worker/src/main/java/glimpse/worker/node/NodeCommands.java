package glimpse.worker.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import glimpse.cluster.channel.Answer;
import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandHandler;
import glimpse.cluster.closure.runtime.WorkerMemory;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.PayloadException;
import glimpse.worker.shell.WorkerShells;
import glimpse.worker.slot.Aside;
import glimpse.worker.slot.Slots;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/** Obeys the commands of front ends, on the command receiver's thread: a busy worker answers too. */
final class NodeCommands implements CommandHandler {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(NodeCommands.class);
    private static final byte[] NO_BYTES = {};

    private final WorkerName name;
    private final Slots slots;
    private final LongSupplier refused;
    private final Departure departure;
    private final WorkerShells shells = new WorkerShells();

    /** @param refused how many commands and connections were refused so far */
    NodeCommands(WorkerName name, Slots slots, LongSupplier refused, Departure departure) {
        this.refused = refused;
        this.name = name;
        this.slots = slots;
        this.departure = departure;
    }

    @Override
    public void handle(Command command, Answer answer) {
        LOG.debug("command {} {}", command.name(), command.arguments());
        switch (command.name()) {
            case Command.PING ->
                answer.ok(NodeStats.of(name, slots.stats(), refused.getAsLong()).values(), NO_BYTES);
            case Command.QUIT -> leave(ExitStatus.DONE, answer);
            case Command.RESTART -> leave(ExitStatus.RESTART, answer);
            case Command.CANCEL -> cancel(command, answer);
            case Command.SET_MEMORY -> setMemory(command, answer);
            case Command.RUN_ON_ALL -> run(command, null, answer);
            case Command.RUN_CELL -> runCell(command, answer);
            case Command.FORGET_VALUE -> forgetValue(command, answer);
            case Command.CLEAR_MEMORY -> clearMemory(answer);
            case Command.LOG_LEVEL -> logLevel(command, answer);
            default -> unknown(command, answer);
        }
    }

    private void leave(int status, Answer answer) {
        answer.ok();
        departure.ask(status);
    }

    private void cancel(Command command, Answer answer) {
        int stopped = slots.cancel(argument(command, "map"));
        answer.ok(Map.of("stopped", Integer.toString(stopped)), NO_BYTES);
    }

    private void runCell(Command command, Answer answer) {
        try {
            String session = Chunk.decode(command.body()).session();
            run(command, code -> shells.of(session).runOrThrow((String) code), answer);
        } catch (PayloadException e) {
            answer.failed(e.getMessage());
        }
    }

    /** Answers when it has ended. */
    private void run(Command command, Function<Object, Object> instead, Answer answer) {
        try {
            slots.aside().start(Chunk.decode(command.body()), instead, new Aside.Ended() {
                @Override
                public void done(byte[] chunkDone) {
                    answer.ok(Map.of(), chunkDone);
                }

                @Override
                public void failed(String why) {
                    answer.failed(why);
                }
            });
        } catch (PayloadException e) {
            answer.failed(e.getMessage());
        }
    }

    private void setMemory(Command command, Answer answer) {
        WorkerMemory.keepWritten(argument(command, "key"), command.body());
        answer.ok();
    }

    private void forgetValue(Command command, Answer answer) {
        slots.forgetShared(argument(command, "session"), argument(command, "value"));
        answer.ok();
    }

    private void clearMemory(Answer answer) {
        WorkerMemory.clear();
        answer.ok();
    }

    private static void logLevel(Command command, Answer answer) {
        String level = argument(command, "level");
        if (!level.toLowerCase(Locale.ROOT).matches("trace|debug|info|warn|error|off")) {
            answer.failed("level \"" + level + "\" (expected: trace, debug, info, warn, error or off)");
            return;
        }
        String logger = command.arguments().getOrDefault("logger", org.slf4j.Logger.ROOT_LOGGER_NAME);
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(Level.toLevel(level));
        answer.ok();
    }

    private static void unknown(Command command, Answer answer) {
        LOG.warn("unknown command {}", command.name());
        answer.failed("unknown command \"" + command.name() + "\"");
    }

    private static String argument(Command command, String argument) {
        String value = command.arguments().get(argument);
        if (value == null) {
            throw new IllegalArgumentException(command.name() + " without argument " + argument);
        }
        return value;
    }
}
