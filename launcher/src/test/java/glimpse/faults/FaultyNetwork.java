package glimpse.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a port of loopback, on which bytes are held up and connections cut, by a seed. What comes on one connection stays in order; two
 * connections overtake each other. Calm until {@link #storm}, and calm again when so many connections have been cut.
 */
final class FaultyNetwork implements AutoCloseable {
    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong seeds = new AtomicLong();
    private final AtomicInteger cutsLeft = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean stormy;

    FaultyNetwork(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("faulty " + target, this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on holds bytes up, and cuts so many connections. */
    void storm(long seed, int cuts) {
        seeds.set(seed);
        cutsLeft.set(cuts);
        held.set(0);
        stormy = true;
    }

    /** Passes everything on again; returns how often bytes were held up. */
    int calm() {
        stormy = false;
        return held.get();
    }

    int cutsLeft() {
        return cutsLeft.get();
    }

    private static void start(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listener.accept();
                Socket far = new Socket();
                sockets.add(near);
                sockets.add(far);
                start("faulty open", () -> open(near, far));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void open(Socket near, Socket far) {
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
            start("faulty there", () -> pass(near, far));
            pass(far, near);
        } catch (IOException nobody) {
            end(near, far);
        }
    }

    private void pass(Socket from, Socket to) {
        Random random = new Random(seeds.incrementAndGet());
        byte[] bytes = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (stormy && random.nextInt(8) == 0) {
                    held.incrementAndGet();
                    LockSupport.parkNanos(random.nextInt(20_000_000));
                }
                if (stormy && random.nextInt(25) == 0 && cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    out.write(bytes, 0, random.nextInt(count + 1)); // in the middle of a packet, mostly
                    return;
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException ended) {
            // the other direction ends with it
        } finally {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        for (Socket socket : new Socket[] {one, other}) {
            sockets.remove(socket);
            try {
                socket.close();
            } catch (IOException gone) {
                // it is
            }
        }
    }

    /** Ends all connections that there are. */
    void cut() {
        sockets.forEach(socket -> end(socket, socket));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
