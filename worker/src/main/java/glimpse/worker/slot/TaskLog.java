package glimpse.worker.slot;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.channel.LogEvent.Stream;
import glimpse.cluster.closure.runtime.CancelToken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What one chunk prints and logs, on whatever thread: whole lines, numbered from 0 over both streams, sent on in batches. Any thread. After
 * its end it takes nothing more.
 */
final class TaskLog {
    private static final int BATCH_CHARACTERS = 16 * 1024;
    private static final long BATCH_MILLIS = 50;

    private final String session;
    private final String map;
    private final int chunk;
    private final String worker;
    private final Consumer<LogEvent> publisher;
    private final ScheduledExecutorService timer;

    private final Map<Thread, LineBuffer> out = new ConcurrentHashMap<>();
    private final Map<Thread, LineBuffer> err = new ConcurrentHashMap<>();
    private final StringBuilder batch = new StringBuilder();
    private Stream batchStream = Stream.OUT;
    private int batchLines;
    private boolean batchTimed;
    private long lines;
    private volatile boolean ended;

    TaskLog(
            String session,
            String map,
            int chunk,
            String worker,
            Consumer<LogEvent> publisher,
            ScheduledExecutorService timer) {
        this.session = session;
        this.map = map;
        this.chunk = chunk;
        this.worker = worker;
        this.publisher = publisher;
        this.timer = timer;
    }

    /** The log of the task that the calling thread works for, or null. */
    static TaskLog current() {
        CancelToken token = CancelToken.current();
        return token != null && token.task() instanceof TaskLog log && !log.ended ? log : null;
    }

    /** Takes printed bytes; a line goes on when its end has come, so that those of parallel threads do not mix. */
    void write(Stream stream, byte[] bytes, int offset, int length) {
        (stream == Stream.OUT ? out : err)
                .computeIfAbsent(Thread.currentThread(), thread -> new LineBuffer(line -> line(stream, line)))
                .write(bytes, offset, length);
    }

    /** Takes a whole line, without its end. */
    synchronized void line(Stream stream, String line) {
        if (ended) {
            return;
        }
        if (stream != batchStream || batch.length() + line.length() > BATCH_CHARACTERS) {
            publish();
        }
        batchStream = stream;
        batch.append(line).append('\n');
        batchLines++;
        lines++;
        if (!batchTimed) {
            batchTimed = true;
            var unused = timer.schedule(this::publishInTime, BATCH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void publishInTime() {
        batchTimed = false;
        publish();
    }

    private void publish() {
        if (batchLines > 0) {
            publisher.accept(new LogEvent(
                    session, map, chunk, worker, batchStream, lines - batchLines, batchLines, batch.toString()));
            batch.setLength(0);
            batchLines = 0;
        }
    }

    /** Sends what is there and takes nothing more; returns how many lines there were. */
    long end() {
        out.values().forEach(LineBuffer::finish);
        err.values().forEach(LineBuffer::finish);
        synchronized (this) {
            publish();
            ended = true;
            return lines;
        }
    }
}
