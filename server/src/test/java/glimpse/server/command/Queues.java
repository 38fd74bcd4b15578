package glimpse.server.command;

import glimpse.server.store.QueueType;
import java.util.List;
import picocli.CommandLine;

/** Queues from the words of a command line, for tests. */
public final class Queues {
    private Queues() {}

    /** What {@code gearmand} makes of these options. */
    public static QueueType parse(List<String> words) {
        GearmandArguments arguments = new GearmandArguments();
        new CommandLine(arguments).parseArgs(words.toArray(String[]::new));
        try {
            return arguments.queue.queue();
        } catch (UsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
