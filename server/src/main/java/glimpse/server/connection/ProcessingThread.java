package glimpse.server.connection;

import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processing on a thread of its own ({@code -t 2} and more). Each I/O thread hands over the events of one turn of its loop as one
 * batch; a round takes all batches that are there; each I/O thread gets the answers of a round as one task.
 *
 * <p>An I/O thread waits when too many batches are ahead of it, so that a flood stays in the sockets.
 */
final class ProcessingThread implements Core, Processing.Flush {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessingThread.class);
    private static final int MAX_BATCHES = 64;

    private final BlockingQueue<List<Event>> batches = new ArrayBlockingQueue<>(MAX_BATCHES);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<EventLoop, List<Connection>> byLoop = new HashMap<>();
    private final Thread thread = new Thread(this::run, "proc");
    private Processing processing;
    private volatile boolean stopped;

    /** Begins; called once, before everything else. */
    void start(Processing newProcessing) {
        this.processing = newProcessing;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        batches.offer(List.of());
    }

    @Override
    public void stop() {
        stopped = true;
        batches.clear();
        thread.interrupt();
    }

    @Override
    public void awaitEnd() {
        try {
            if (Thread.currentThread() != thread) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Events from(EventLoop loop) {
        return new Lane(loop);
    }

    private final class Lane implements Events {
        private final EventLoop loop;
        private List<Event> batch = new ArrayList<>();

        Lane(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void accept(Event event) {
            if (batch.isEmpty()) {
                loop.execute(this::handOver);
            }
            batch.add(event);
        }

        @Override
        public void packet(Connection connection, Magic magic, PacketType type, Bytes body) {
            accept(Event.packet(connection, magic, type, body.kept()));
        }

        private void handOver() {
            List<Event> full = batch;
            batch = new ArrayList<>(full.size());
            try {
                while (!stopped && !batches.offer(full, 1, TimeUnit.SECONDS)) {
                    Thread.onSpinWait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        long waitMillis = Long.MAX_VALUE;
        while (!stopped) {
            try {
                waitMillis = round(batches.poll(waitMillis, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("a round that failed", e);
                waitMillis = 1;
            }
        }
    }

    private long round(List<Event> first) {
        processing.beginRound();
        List<Event> batch = first;
        for (int left = MAX_BATCHES; batch != null; batch = --left > 0 ? batches.poll() : null) {
            batch.forEach(processing::process);
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        return processing.endRound(batches.isEmpty() ? Outgoing.Input.NONE : Outgoing.Input.MORE);
    }

    @Override
    public void flush(List<Connection> connections) {
        for (Connection connection : connections) {
            byLoop.computeIfAbsent(connection.loop(), loop -> new ArrayList<>()).add(connection);
        }
        byLoop.forEach(ProcessingThread::send);
        byLoop.clear();
    }

    /** Answers on their way to an I/O thread. */
    private record Sending(Connection connection, ByteBuf bytes, Connection.After after) {}

    private static void send(EventLoop loop, List<Connection> connections) {
        List<Sending> sendings = new ArrayList<>(connections.size());
        for (Connection connection : connections) {
            sendings.add(new Sending(connection, connection.takeAnswers(), connection.after()));
        }
        loop.execute(() -> sendings.forEach(s -> s.connection.send(s.bytes, s.after)));
    }
}
