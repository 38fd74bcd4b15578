package glimpse.server.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processing on the one I/O thread itself ({@code -t 0} and {@code -t 1}). A round is one turn of the loop: what all ready sockets have
 * brought is processed, then every connection with answers is written to once.
 */
final class InLoop implements Events, Processing.Flush {
    private final EventLoop loop;
    private Processing processing;
    private boolean inRound;
    private Future<?> nextRound;

    InLoop(EventLoop loop) {
        this.loop = loop;
    }

    void start(Processing newProcessing) {
        this.processing = newProcessing;
    }

    @Override
    public void accept(Event event) {
        beginRound();
        processing.process(event);
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
    public void flush(List<GearConnection> connections) {
        for (GearConnection connection : connections) {
            ByteBuf bytes = connection.takeAnswers();
            if (bytes != null) {
                connection.send(bytes);
            }
            if (connection.isClosing()) {
                connection.closeNow();
            }
        }
    }
}
