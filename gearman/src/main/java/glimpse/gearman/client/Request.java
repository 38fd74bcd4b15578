package glimpse.gearman.client;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.util.Optional;

/** A packet that one packet answers. Exactly one of the three ends is called, on a thread that must not block. */
interface Request {
    /** What goes out. */
    Packet packet();

    /** The type that answers it, if not ERROR. */
    PacketType answer();

    /** The text by which it finds its first server; empty if any will do. */
    String routingKey();

    /** The only server that can answer it, if there is just one. */
    Optional<HostPort> onlyServer();

    /** Whether it waits for a server where none is. */
    boolean isPatient();

    /** When it was made, in the terms of {@link System#nanoTime}. */
    long sinceNanos();

    /** Its answer came. */
    void answered(HostPort server, Packet answer);

    /** ERROR came instead. */
    void refused(RefusedException reason);

    /** No answer will come. */
    void disconnected(IOException cause);
}
