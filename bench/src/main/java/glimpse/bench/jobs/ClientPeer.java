package glimpse.bench.jobs;

import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;

/** A client that keeps a window of jobs on their way until its {@link Phase} has had enough. */
final class ClientPeer extends Peer {
    private final Phase phase;

    ClientPeer(InetSocketAddress server, Selector selector, Phase phase) throws IOException {
        super(server, selector);
        this.phase = phase;
    }

    /** Fills the window; the phase has begun. */
    void begin(int window) throws IOException {
        for (int i = 0; i < window; i++) {
            submitNext();
        }
        flush();
    }

    private void submitNext() {
        if (phase.takesOneMore()) {
            send(phase.submitPacket());
        }
    }

    @Override
    void received(PacketType type, byte[] body, int from, int size) {
        if (type == phase.endingType()) {
            phase.ended();
            submitNext();
        } else if (type != PacketType.JOB_CREATED) {
            throw new IllegalStateException(type + " for a client");
        }
    }
}
