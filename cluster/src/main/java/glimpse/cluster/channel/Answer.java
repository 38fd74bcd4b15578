package glimpse.cluster.channel;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Takes the one reply to one command. Thread-safe; a second reply is forgotten. */
public final class Answer {
    private static final byte[] NO_BYTES = {};

    private final String command;
    private final String worker;
    private final Consumer<Reply> out;
    private final AtomicBoolean given = new AtomicBoolean();

    Answer(String command, String worker, Consumer<Reply> out) {
        this.command = command;
        this.worker = worker;
        this.out = out;
    }

    /** The command is obeyed. */
    public void ok() {
        ok(Map.of(), NO_BYTES);
    }

    /** The command is obeyed, and this is what it yields. */
    public void ok(Map<String, String> values, byte[] body) {
        give(new Reply(command, worker, "", values, body));
    }

    /** The command is not obeyed. */
    public void failed(String why) {
        give(new Reply(command, worker, why.isEmpty() ? "failed" : why, Map.of(), NO_BYTES));
    }

    private void give(Reply reply) {
        if (!given.getAndSet(true)) {
            out.accept(reply);
        }
    }
}
