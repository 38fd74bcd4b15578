package glimpse.cluster.pool;

import glimpse.cluster.channel.LogEvent;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The lines of a map's tasks on their way to its listener. The log channel's thread posts; the rest is the map's. */
final class MapLogs implements LogSink {
    private static final int MAX_WAITING = 1000;

    private final Mailbox events;
    private final MapListener listener;
    private final LogPatience patience;
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private final LogAccount account = new LogAccount();
    private long newestNanos;

    MapLogs(Mailbox events, MapListener listener, LogPatience patience) {
        this.events = events;
        this.listener = listener;
        this.patience = patience;
    }

    /** Hands on lines of a task; waits while too many are on their way. */
    @Override
    public void postLog(LogEvent event) {
        try {
            while (!events.isOver() && !room.tryAcquire(1, TimeUnit.SECONDS)) {
                Thread.onSpinWait();
            }
            events.post(() -> arrived(event));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void arrived(LogEvent event) {
        room.release();
        newestNanos = System.nanoTime();
        patience.came();
        long lost = account.arrived(event.chunk(), event.worker(), event.firstLine(), event.lines());
        if (lost > 0) {
            listener.linesLost(event.worker(), lost);
        }
        listener.log(event);
    }

    /** A chunk has ended, with so many lines. */
    void ended(int chunk, String worker, long lines) {
        account.ended(chunk, worker, lines);
    }

    /** Waits for the lines of ended chunks: as long as some come, but not for ever. */
    void await() throws InterruptedException {
        long waitNanos = System.nanoTime();
        while (account.due() > 0 && patience.mayWait(Math.max(waitNanos, newestNanos), System.nanoTime())) {
            events.work(MapLoop.TICK_NANOS);
        }
        if (account.due() > 0) {
            patience.gaveUp();
            account.giveUp().forEach((worker, lines) -> listener.linesLost(worker, lines));
        }
    }
}
