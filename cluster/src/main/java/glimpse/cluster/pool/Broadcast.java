package glimpse.cluster.pool;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandSender;
import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.channel.Reply;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.PayloadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * One thing done once in each of some worker JVMs, beside their slots. Belongs to the calling thread; the log channel's only puts lines
 * into its queue.
 */
final class Broadcast implements LogSink {
    private static final long TICK_MILLIS = 20;

    private final String map;
    private final MapListener listener;
    private final LogPatience patience;
    private final LogAccount logs = new LogAccount();
    private final BlockingQueue<LogEvent> lines = new LinkedBlockingQueue<>(10_000);
    private long newestNanos;

    Broadcast(String map, MapListener listener, LogPatience patience) {
        this.map = map;
        this.listener = listener;
        this.patience = patience;
    }

    @Override
    public void postLog(LogEvent event) {
        try {
            if (!lines.offer(event, 10, TimeUnit.SECONDS)) {
                Thread.onSpinWait(); // its owner is gone; it shows as lost lines
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the command and waits for all answers; an interrupt stops what runs. */
    List<Reply> send(CommandSender commands, Command command, Duration limit) {
        CompletableFuture<List<Reply>> future = commands.submit(command, limit);
        try {
            while (!future.isDone()) {
                takeLines(lines.poll(TICK_MILLIS, TimeUnit.MILLISECONDS));
            }
            List<Reply> replies = new ArrayList<>(future.get());
            replies.forEach(this::count);
            awaitLines();
            return replies;
        } catch (InterruptedException e) {
            future.cancel(true);
            var unused = commands.submit(Command.cancel(map), Duration.ofSeconds(5));
            throw new MapCancelledException("stopped", List.of());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void awaitLines() throws InterruptedException {
        newestNanos = System.nanoTime();
        while (logs.due() > 0 && patience.mayWait(newestNanos, System.nanoTime())) {
            takeLines(lines.poll(TICK_MILLIS, TimeUnit.MILLISECONDS));
        }
        takeLines(lines.poll());
        if (logs.due() > 0) {
            patience.gaveUp();
            BiConsumer<String, Long> lost = listener::linesLost;
            logs.giveUp().forEach(lost);
        }
    }

    private void takeLines(LogEvent first) {
        for (LogEvent event = first; event != null; event = lines.poll()) {
            long lost = logs.arrived(event.chunk(), event.worker(), event.firstLine(), event.lines());
            if (lost > 0) {
                listener.linesLost(event.worker(), lost);
            }
            listener.log(event);
            newestNanos = System.nanoTime();
            patience.came();
        }
    }

    private void count(Reply reply) {
        if (reply.ok() && reply.body().length > 0) {
            try {
                ChunkDone done = ChunkDone.decode(reply.body());
                logs.ended(done.number(), done.worker(), done.lines());
            } catch (PayloadException e) {
                listener.waiting(reply.worker() + ": " + e.getMessage());
            }
        }
    }
}
