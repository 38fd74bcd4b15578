package glimpse.cluster.channel;

import java.nio.charset.StandardCharsets;

/**
 * Some consecutive lines that one task has printed.
 *
 * @param session the session that asked for the map
 * @param map the map's id within the session
 * @param chunk the number of the chunk in the map
 * @param worker who printed
 * @param stream where to
 * @param firstLine the number of the first line; the lines of one (map, chunk) are numbered from 0 over both streams, so that
 *     a gap is countable
 * @param lines how many lines the text has
 * @param text the lines, each ended by a line feed
 */
public record LogEvent(
        String session, String map, int chunk, String worker, Stream stream, long firstLine, int lines, String text) {

    /** Where a line was printed to. */
    public enum Stream {
        OUT,
        ERR
    }

    /** The JSON header: everything but the text, which is the body. */
    private record LogHeader(
            int v, String session, String map, int chunk, String worker, Stream stream, long firstLine, int lines)
            implements Message.Header {}

    public LogEvent {
        Topic.name(session);
    }

    Message message() {
        LogHeader header = new LogHeader(Message.VERSION, session, map, chunk, worker, stream, firstLine, lines);
        return Message.of(Topic.log(session), header, text.getBytes(StandardCharsets.UTF_8));
    }

    static LogEvent of(Message message) throws BadMessageException {
        LogHeader header = message.header(LogHeader.class);
        if (header.session == null || !message.topic().text().equals("log/" + header.session + "/")) {
            throw new BadMessageException("log lines of another session than the topic's");
        }
        return new LogEvent(
                header.session,
                header.map,
                header.chunk,
                header.worker,
                header.stream,
                header.firstLine,
                header.lines,
                new String(message.body(), StandardCharsets.UTF_8));
    }

    /** Tells whether the other event goes on where this one ends, so that one message can carry both. */
    boolean goesOnWith(LogEvent next) {
        return next.firstLine == firstLine + lines
                && next.stream == stream
                && next.chunk == chunk
                && next.map.equals(map)
                && next.session.equals(session)
                && next.worker.equals(worker)
                && text.endsWith("\n");
    }

    /** The same with as many lines and this text. */
    LogEvent with(int allLines, String allText) {
        return new LogEvent(session, map, chunk, worker, stream, firstLine, allLines, allText);
    }
}
