package glimpse.gearman.peer;

import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A job server whose every word the test writes: it listens on loopback, and each connection is a {@link Dialogue}. */
public final class ScriptedServer implements AutoCloseable {
    private static final int BOUND_MILLIS = 60_000;

    private final ServerSocket socket;
    private final List<Dialogue> dialogues = new ArrayList<>();

    private ScriptedServer(ServerSocket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(BOUND_MILLIS);
    }

    /** A server on a free port. */
    public static ScriptedServer listening() throws IOException {
        return new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** A server where one was before. */
    public static ScriptedServer listeningAt(HostPort address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address.host(), address.port()));
        return new ScriptedServer(socket);
    }

    /** An address at which nobody listens. */
    public static HostPort nobody() throws IOException {
        try (ScriptedServer server = listening()) {
            return server.address();
        }
    }

    public HostPort address() {
        return new HostPort("127.0.0.1", socket.getLocalPort());
    }

    /** Waits for the next connection. */
    public Dialogue accepts() throws IOException {
        Dialogue dialogue = new Dialogue(socket.accept(), BOUND_MILLIS);
        dialogues.add(dialogue);
        return dialogue;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Dialogue dialogue : dialogues) {
            dialogue.closes();
        }
    }
}
