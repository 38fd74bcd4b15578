package glimpse.kernel.jupyter.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends back what comes, so that a busy kernel is known to live: a REP socket without a ZeroMQ library. Clients beat every second for as long
 * as they are open, and the hundreds of method calls that the library makes of a beat keep the JIT compilers of an idle kernel busy.
 *
 * <p>A thread accepts and has one more for each client; both block. {@link #open} and {@link #close} are for the thread that assembles the
 * wire.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final int MAX_CLIENTS = 64;

    private final ServerSocket server;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Heartbeat(ServerSocket server) {
        this.server = server;
    }

    /** Binds and begins to accept. */
    static Heartbeat open(ConnectionFile connection) throws WireException {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            try {
                server.bind(address(connection));
            } catch (IOException e) {
                server.close();
                throw e;
            }
            Heartbeat heartbeat = new Heartbeat(server);
            start("jupyter-heartbeat", heartbeat::accept);
            return heartbeat;
        } catch (IOException e) {
            String port = Channel.HEARTBEAT.portKey() + " " + connection.address(Channel.HEARTBEAT);
            throw new WireException("jupyter-heartbeat: cannot bind " + port + ": " + e.getMessage(), e);
        }
    }

    private static InetSocketAddress address(ConnectionFile connection) throws IOException {
        int port = connection.port(Channel.HEARTBEAT);
        return connection.ip().equals("*")
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getByName(connection.ip()), port);
    }

    private static void start(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                if (closed || clients.size() >= MAX_CLIENTS) {
                    client.close();
                    continue;
                }
                clients.add(client);
                start("jupyter-heartbeat-client", () -> echo(client));
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("heartbeat: a client was not accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void echo(Socket client) {
        try (client;
                Echo echo = new Echo(client)) {
            echo.run();
        } catch (IOException e) {
            LOG.debug("heartbeat: a client is gone: {}", e.getMessage());
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            LOG.debug("heartbeat: {}", e.getMessage());
        }
    }
}
