package glimpse.cluster.channel;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The first frame of a message, by which ZeroMQ finds the subscribers. It ends with a slash, so that no name is the beginning
 * of another.
 *
 * <pre>
 * command/all/        to every worker
 * command/WORKER/     to one
 * log/SESSION/        a session's log lines
 * reply/FRONTEND/     replies to the commands of one front end
 * </pre>
 */
record Topic(String text) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final String WORKER = "command/";

    static final Topic ALL_WORKERS = new Topic("command/all/");

    static Topic worker(String id) {
        return new Topic(WORKER + name(id) + "/");
    }

    static Topic log(String session) {
        return new Topic("log/" + name(session) + "/");
    }

    static Topic reply(String frontEnd) {
        return new Topic("reply/" + name(frontEnd) + "/");
    }

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name \"" + name + "\" (expected: 1 to 128 of A-Z a-z 0-9 . _ -)");
        }
        return name;
    }

    static Topic of(byte[] frame) {
        return new Topic(new String(frame, StandardCharsets.US_ASCII));
    }

    /** The purpose that a message of this topic is signed for: its first word. */
    String purpose() {
        return text.substring(0, Math.max(0, text.indexOf('/')));
    }

    /** The worker whose own topic this is; null for any other topic. */
    String workerId() {
        boolean own = text.startsWith(WORKER) && text.endsWith("/") && text.length() > WORKER.length() + 1;
        return own && !equals(ALL_WORKERS) ? text.substring(WORKER.length(), text.length() - 1) : null;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
