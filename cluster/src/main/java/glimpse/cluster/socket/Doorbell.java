package glimpse.cluster.socket;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import zmq.ZMQ;
import zmq.poll.PollItem;

/**
 * What wakes a thread that waits for its ZeroMQ sockets. Any thread may ring.
 *
 * <p>A byte written into a pipe would do, were it not that a write by an interrupted thread closes the pipe, and the threads
 * that ring are those that a stop button interrupts. So the pipe is never written: it only gives the selector something to
 * hold, and the bell is a flag and {@link Selector#wakeup}.
 */
final class Doorbell implements AutoCloseable {
    private final Selector selector;
    private final Pipe pipe;
    private final AtomicBoolean rung = new AtomicBoolean();

    Doorbell(Selector selector) throws IOException {
        this.selector = selector;
        this.pipe = Pipe.open();
        pipe.source().configureBlocking(false);
    }

    void ring() {
        if (!rung.getAndSet(true)) {
            selector.wakeup();
        }
    }

    /** Forgets that it rang; to be called before looking at what it rang for. */
    void answer() {
        rung.set(false);
    }

    PollItem pollItem() {
        return new PollItem(pipe.source(), ZMQ.ZMQ_POLLIN) {
            @Override
            public int readyOps(SelectionKey key, int events) {
                return rung.get() ? ZMQ.ZMQ_POLLIN : 0;
            }
        };
    }

    @Override
    public void close() throws IOException {
        pipe.source().close();
        pipe.sink().close();
    }
}
