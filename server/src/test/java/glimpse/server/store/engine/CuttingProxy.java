package glimpse.server.store.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A way to an engine that breaks: connections through it are cut after so many bytes as a seed chooses, in either direction. */
final class CuttingProxy implements AutoCloseable {
    private static final int MAX_BYTES = 60_000;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int enginePort;
    private final Random random;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean cutting;

    CuttingProxy(int enginePort, long seed) throws IOException {
        this.enginePort = enginePort;
        this.random = new Random(seed);
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections have been cut. */
    int cuts() {
        return cuts.get();
    }

    /** From now on connections are cut, those that are there at once. */
    void cut() throws IOException {
        cutting = true;
        closeAll();
    }

    /** Lets connections live from now on. */
    void calm() {
        cutting = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket engine = new Socket(InetAddress.getLoopbackAddress(), enginePort);
                client.setTcpNoDelay(true);
                engine.setTcpNoDelay(true);
                open.add(client);
                open.add(engine);
                AtomicLong left = new AtomicLong(1 + random.nextInt(MAX_BYTES));
                start(() -> pump(client, engine, left));
                start(() -> pump(engine, client, left));
            }
        } catch (IOException e) {
            closeAll();
        }
    }

    /** Brings bytes from one side to the other, to the very byte at which it is cut. */
    private void pump(Socket from, Socket to, AtomicLong left) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long rest = left.addAndGet(-count);
                out.write(buffer, 0, cutting ? (int) Math.max(0, Math.min(count, count + rest)) : count);
                if (cutting && rest <= 0) {
                    cuts.incrementAndGet();
                    return;
                }
            }
        } catch (IOException e) {
            // One of the two sides is gone: the other goes as well.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void closeAll() {
        for (Closeable socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        closeAll();
    }
}
