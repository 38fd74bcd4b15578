package glimpse.server.connection;

import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;

/** Something that a connection's I/O thread tells the processing. Immutable; nobody writes to the body. */
final class Event {
    enum Kind {
        OPENED,
        PACKET,
        LINE,
        /** Its bytes are no packets any more: close it, when the answers so far have left. */
        BROKEN,
        CLOSED
    }

    private static final byte[] EMPTY = {};

    private final GearConnection connection;
    private final Kind kind;
    private final Magic magic;
    private final PacketType type;
    private final byte[] body;

    private Event(GearConnection connection, Kind kind, Magic magic, PacketType type, byte[] body) {
        this.connection = connection;
        this.kind = kind;
        this.magic = magic;
        this.type = type;
        this.body = body;
    }

    static Event opened(GearConnection connection) {
        return new Event(connection, Kind.OPENED, null, null, EMPTY);
    }

    static Event packet(GearConnection connection, Magic magic, PacketType type, byte[] body) {
        return new Event(connection, Kind.PACKET, magic, type, body);
    }

    static Event line(GearConnection connection, byte[] line) {
        return new Event(connection, Kind.LINE, null, null, line);
    }

    static Event broken(GearConnection connection) {
        return new Event(connection, Kind.BROKEN, null, null, EMPTY);
    }

    static Event closed(GearConnection connection) {
        return new Event(connection, Kind.CLOSED, null, null, EMPTY);
    }

    GearConnection connection() {
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

    /** Of a packet what follows the header, of a line its bytes. */
    byte[] body() {
        return body;
    }
}
