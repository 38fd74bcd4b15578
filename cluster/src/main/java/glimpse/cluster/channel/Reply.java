package glimpse.cluster.channel;

import java.util.Map;

/**
 * What one worker answers to one command.
 *
 * @param command the id of the command
 * @param worker who answers
 * @param error why the command was not obeyed; empty when it was
 * @param values short texts by name, such as the figures of a ping
 * @param body bytes that go with it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(String command, String worker, String error, Map<String, String> values, byte[] body) {

    public Reply {
        values = Map.copyOf(values);
    }

    public boolean ok() {
        return error.isEmpty();
    }

    /** The JSON header: everything but the body. */
    private record ReplyHeader(int v, String command, String worker, String error, Map<String, String> values)
            implements Message.Header {}

    Message message(String frontEnd) {
        return Message.of(
                Topic.reply(frontEnd), new ReplyHeader(Message.VERSION, command, worker, error, values), body);
    }

    static Reply of(Message message) throws BadMessageException {
        ReplyHeader header = message.header(ReplyHeader.class);
        if (header.command == null || header.worker == null) {
            throw new BadMessageException("reply without command or worker");
        }
        try {
            return new Reply(
                    header.command,
                    header.worker,
                    header.error == null ? "" : header.error,
                    header.values == null ? Map.of() : header.values,
                    message.body());
        } catch (NullPointerException e) {
            throw new BadMessageException("reply with a null among its values");
        }
    }
}
