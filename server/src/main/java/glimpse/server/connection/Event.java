package glimpse.server.connection;

import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.Bytes;
import glimpse.server.job.JobServer;
import glimpse.server.job.LentBytes;
import java.util.function.Consumer;

/** Something that a connection's I/O thread tells the processing. Immutable. */
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

    private final Connection connection;
    private final Kind kind;
    private final Magic magic;
    private final PacketType type;
    private final Bytes body;
    private final Consumer<JobServer> action;

    private Event(
            Connection connection, Kind kind, Magic magic, PacketType type, Bytes body, Consumer<JobServer> action) {
        this.connection = connection;
        this.kind = kind;
        this.magic = magic;
        this.type = type;
        this.body = body;
        this.action = action;
    }

    static Event opened(Connection connection) {
        return new Event(connection, Kind.OPENED, null, null, Bytes.EMPTY, null);
    }

    /** @param body not {@linkplain LentBytes lent} */
    static Event packet(Connection connection, Magic magic, PacketType type, Bytes body) {
        return new Event(connection, Kind.PACKET, magic, type, body, null);
    }

    static Event line(Connection connection, byte[] line) {
        return new Event(connection, Kind.LINE, null, null, Bytes.of(line), null);
    }

    static Event broken(Connection connection, String why) {
        return new Event(connection, Kind.BROKEN, null, null, Bytes.of(why), null);
    }

    /** What the processing is to do for a connection that speaks no packets. */
    static Event action(Connection connection, Consumer<JobServer> action) {
        return new Event(connection, Kind.ACTION, null, null, Bytes.EMPTY, action);
    }

    static Event closed(Connection connection) {
        return new Event(connection, Kind.CLOSED, null, null, Bytes.EMPTY, null);
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
    Bytes body() {
        return body;
    }
}
