package glimpse.server.connection;

import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.Bytes;
import glimpse.server.job.LentBytes;

/** The way from the I/O threads to the processing. Called on I/O threads. */
interface Events {
    void accept(Event event);

    /**
     * Takes a packet, as an event of its own; a call, since there are too many packets for an object each.
     *
     * @param body may be {@linkplain LentBytes lent}
     */
    void packet(Connection connection, Magic magic, PacketType type, Bytes body);
}
