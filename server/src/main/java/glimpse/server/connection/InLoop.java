package glimpse.server.connection;

import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.connection.Outgoing.Input;
import glimpse.server.job.Bytes;
import io.netty.channel.EventLoop;
import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processing on the one I/O thread itself ({@code -t 0} and {@code -t 1}). A round is one turn of the loop: what all ready sockets have
 * brought is processed; then, before the loop looks for more or sleeps, answers leave.
 */
final class InLoop implements Core, Events, Processing.Flush, SelectStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(InLoop.class);
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private EventLoop loop;
    private Processing processing;
    private volatile boolean stopped;
    private boolean inRound;
    /** Whether the last round has left answers for the next. */
    private boolean answersLeft;

    private Future<?> nextRound;
    private long nextRoundNanos;

    /** Begins; called once, before the loop runs. */
    void start(Processing newProcessing, EventLoop newLoop) {
        this.processing = newProcessing;
        this.loop = newLoop;
    }

    @Override
    public Events from(EventLoop ioLoop) {
        return this;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> {
            beginRound();
            task.run();
        });
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void awaitEnd() {}

    @Override
    public void accept(Event event) {
        if (!stopped) {
            beginRound();
            processing.process(event);
        }
    }

    @Override
    public void packet(Connection connection, Magic magic, PacketType type, Bytes body) {
        if (!stopped) {
            beginRound();
            processing.packet(connection, magic, type, body);
        }
    }

    private void beginRound() {
        if (!inRound) {
            inRound = true;
            processing.beginRound();
        }
    }

    /** Called by the loop before it looks for events: ends the round, knowing whether the next one has come already. */
    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        if (stopped || (!inRound && !answersLeft)) {
            return hasTasks ? selectNow.get() : SELECT;
        }
        inRound = false;
        int ready;
        do {
            ready = selectNow.get();
            endRound(ready > 0 ? Input.MORE : Input.NONE);
        } while (ready == 0 && answersLeft);
        return ready > 0 || hasTasks ? ready : SELECT;
    }

    private void endRound(Input input) {
        answersLeft = false;
        try {
            long waitMillis = processing.endRound(input);
            answersLeft = waitMillis == 0;
            if (!answersLeft && waitMillis < Long.MAX_VALUE) {
                schedule(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis));
            }
        } catch (RuntimeException e) {
            LOG.error("a round that failed", e);
        }
    }

    /** Sees to it that a round begins in time; one that is early does no harm. */
    private void schedule(long atNanos) {
        if (nextRound != null && !nextRound.isDone() && nextRoundNanos - atNanos < SOON_NANOS) {
            return;
        }
        if (nextRound != null) {
            nextRound.cancel(false);
        }
        nextRoundNanos = atNanos;
        nextRound = loop.schedule(this::beginRound, atNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void flush(List<Connection> connections) {
        for (Connection connection : connections) {
            connection.send(connection.takeAnswers(), connection.after());
        }
    }
}
