package glimpse.kernel.jupyter.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.zeromq.ZMQ;

/**
 * Waits until a socket has something to read or another thread calls {@link #wake}; blocks, never spins. All but {@code wake} belongs to
 * the sockets' thread.
 *
 * <p>Why not {@code ZMQ.Poller} and a pipe: a write to a Java pipe closes it when the writing thread is interrupted, and cells are stopped
 * by interrupting their threads. {@link Selector#wakeup} has no such edge.
 */
final class Poll implements AutoCloseable {
    private final Selector selector;
    private final List<ZMQ.Socket> sockets;

    Poll(ZMQ.Socket... sockets) {
        this.sockets = List.of(sockets);
        try {
            selector = Selector.open();
            for (ZMQ.Socket socket : sockets) {
                socket.getFD().register(selector, SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param millis 0 waits without limit */
    void await(long millis) {
        if (sockets.stream().anyMatch(Poll::readable)) {
            return;
        }
        try {
            selector.select(millis);
            selector.selectedKeys().clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asking makes ZeroMQ take in what has come, which is what re-arms its descriptor. */
    static boolean readable(ZMQ.Socket socket) {
        return (socket.getEvents() & ZMQ.Poller.POLLIN) != 0;
    }

    /** Any thread, interrupted or not. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
