package glimpse.kernel.jupyter.wire;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/**
 * A daemon thread that binds its sockets, runs its loop until it is told to stop, and closes its sockets. Sub-classes are the loops.
 * {@link #start}, {@link #stop} and {@link #join} are for the thread that assembles the wire.
 */
abstract class SocketThread {
    private static final Logger LOG = LoggerFactory.getLogger(SocketThread.class);

    /** For how long a closed socket still tries to get its last messages out. */
    private static final int LINGER_MILLIS = 300;
    /** A stranger must not be able to fill the heap with one frame; a comm may carry a picture or a file. */
    private static final long MAX_FRAME_BYTES = 256L << 20;

    private final Thread thread;
    private final CompletableFuture<Void> bound = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile Poll poll;

    SocketThread(String name) {
        thread = new Thread(this::live, name);
        thread.setDaemon(true);
    }

    /** Binds, on this thread, and gives what the loop will wait in. */
    abstract Poll bind();

    /** Reads and writes until {@link #stopped}. */
    abstract void loop();

    /** Closes what was bound, which may be less than all. */
    abstract void closeSockets();

    /** Returns when the sockets are bound. */
    final void start() throws WireException {
        thread.start();
        try {
            bound.join();
        } catch (CompletionException e) {
            throw new WireException(thread.getName() + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    final void stop() {
        stopped = true;
        wake();
    }

    /** Makes the loop look at its queue and at {@link #stopped}; any thread, at any time. */
    final void wake() {
        Poll bound = poll;
        if (bound != null) {
            bound.wake();
        }
    }

    /** Waits in the loop; 0 waits without limit. */
    final void await(long millis) {
        poll.await(millis);
    }

    final void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    final boolean stopped() {
        return stopped;
    }

    private void live() {
        try {
            poll = bind();
            bound.complete(null);
        } catch (RuntimeException e) {
            closeSockets();
            bound.completeExceptionally(e);
            return;
        }
        try {
            loop();
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZError.ETERM) {
                LOG.error("{} ends", thread.getName(), e);
            }
        } finally {
            poll.close();
            closeSockets();
        }
    }

    /** @param options set before the socket is bound: ZeroMQ reads some of them only then */
    static ZMQ.Socket bind(
            ZMQ.Context context, ConnectionFile connection, Channel channel, Consumer<ZMQ.Socket> options) {
        ZMQ.Socket socket = context.socket(channel.socketType());
        options.accept(socket);
        socket.setLinger(LINGER_MILLIS);
        socket.setMaxMsgSize(MAX_FRAME_BYTES);
        String address = connection.address(channel);
        try {
            socket.bind(address);
            return socket;
        } catch (ZMQException e) {
            socket.close();
            throw new IllegalStateException(
                    "cannot bind " + channel.portKey() + " " + address + ": " + e.getMessage(), e);
        }
    }

    static int port(ZMQ.Socket socket) {
        String endpoint = socket.getLastEndpoint();
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }
}
