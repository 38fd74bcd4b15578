package glimpse.server.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.JobServer;
import java.util.function.Consumer;

/** Something that a connection's I/O thread tells the processing. Immutable; nobody writes to the body. */
final class Event {
    enum Kind {
        OPENED,
        PACKET,
        LINE,
        /** Its bytes are no packets any more: close it, when the answers so far have left. */
        BROKEN,
        /** A request of another protocol. */
        ACTION,
        CLOSED
    }

    private static final byte[] EMPTY = {};

    private final Connection connection;
    private final Kind kind;
    private final Magic magic;
    private final PacketType type;
    private final byte[] body;
    private final Consumer<JobServer> action;

    private Event(
            Connection connection, Kind kind, Magic magic, PacketType type, byte[] body, Consumer<JobServer> action) {
        this.connection = connection;
        this.kind = kind;
        this.magic = magic;
        this.type = type;
        this.body = body;
        this.action = action;
    }

    static Event opened(Connection connection) {
        return new Event(connection, Kind.OPENED, null, null, EMPTY, null);
    }

    static Event packet(Connection connection, Magic magic, PacketType type, byte[] body) {
        return new Event(connection, Kind.PACKET, magic, type, body, null);
    }

    static Event line(Connection connection, byte[] line) {
        return new Event(connection, Kind.LINE, null, null, line, null);
    }

    static Event broken(Connection connection, String why) {
        return new Event(connection, Kind.BROKEN, null, null, why.getBytes(UTF_8), null);
    }

    /** What the processing is to do for a connection that speaks no packets. */
    static Event action(Connection connection, Consumer<JobServer> action) {
        return new Event(connection, Kind.ACTION, null, null, EMPTY, action);
    }

    static Event closed(Connection connection) {
        return new Event(connection, Kind.CLOSED, null, null, EMPTY, null);
    }

    Connection connection() {
        return connection;
    }

    Kind kind() {
        return kind;
    }

    /** Only of a packet. */
    Magic magic() {
        return magic;
    }

    /** Only of a packet. */
    PacketType type() {
        return type;
    }

    /** Only of an action. */
    Consumer<JobServer> action() {
        return action;
    }

    /** Of a packet what follows the header, of a line its bytes, of what is broken the reason in words. */
    byte[] body() {
        return body;
    }
}
