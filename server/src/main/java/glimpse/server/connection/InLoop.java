package glimpse.server.connection;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processing on the one I/O thread itself ({@code -t 0} and {@code -t 1}). A round is one turn of the loop: what all ready sockets have
 * brought is processed, then every connection with answers is written to once.
 */
final class InLoop implements Core, Events, Processing.Flush {
    private final EventLoop loop;
    private Processing processing;
    private volatile boolean stopped;
    private boolean inRound;
    private Future<?> nextRound;

    InLoop(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void start(Processing newProcessing) {
        this.processing = newProcessing;
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
    public void accept(Event event) {
        if (!stopped) {
            beginRound();
            processing.process(event);
        }
    }

    private void beginRound() {
        if (!inRound) {
            inRound = true;
            processing.beginRound();
            loop.execute(this::endRound);
        }
    }

    private void endRound() {
        inRound = false;
        if (stopped) {
            return;
        }
        long waitMillis = processing.endRound();
        if (nextRound != null) {
            nextRound.cancel(false);
            nextRound = null;
        }
        if (waitMillis < Long.MAX_VALUE) {
            nextRound = loop.schedule(this::beginRound, Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void flush(List<Connection> connections) {
        for (Connection connection : connections) {
            connection.send(connection.takeAnswers(), connection.after());
        }
    }
}
