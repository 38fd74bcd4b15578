package glimpse.worker.slot;

import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.SharedSource;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.closure.runtime.Cancelled;
import glimpse.cluster.closure.runtime.TaskPool;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ChunkDone.End;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a front end wants done once in this JVM, beside the slots: each on a thread and in a task pool of its own, with its own output,
 * and stopped as a chunk of its map is. Any thread.
 */
public final class Aside {
    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

    private final Slots slots;
    private final String worker;

    Aside(Slots slots, String worker) {
        this.slots = slots;
        this.worker = worker;
    }

    /** How what is done ends. */
    public interface Ended {
        void done(byte[] chunkDone);

        void failed(String why);
    }

    /**
     * Does it, and returns at once.
     *
     * @param instead what is done with the chunk's one input in place of the image's function; null for that
     */
    public void start(Chunk chunk, Function<Object, Object> instead, Ended ended) {
        Thread thread = new Thread(() -> run(chunk, instead, ended), "aside " + chunk.map());
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Chunk chunk, Function<Object, Object> instead, Ended ended) {
        TaskLog log = new TaskLog(
                chunk.session(), chunk.map(), chunk.number(), worker, slots.publisher()::publish, slots.timer());
        try (CancelToken token = new CancelToken(log)) {
            if (!slots.maps().begin(chunk.session(), chunk.map(), token)) {
                ended.failed("cancelled");
                return;
            }
            try {
                ImageSource source = slots.frontEnd().of(chunk.session());
                SharedSource shared = slots.shared().of(source, Optional.of(chunk.session()));
                LoadedImage image = slots.images().get(source, shared, chunk.image());
                TaskPool pool =
                        new TaskPool("aside " + worker, Runtime.getRuntime().availableProcessors());
                ended.done(
                        pool.call(token, image.classLoader(), () -> done(chunk, image, shared, instead, token, log)));
            } finally {
                slots.maps().end(chunk.map(), token);
            }
        } catch (Exception | LinkageError e) {
            LOG.debug("aside {}", chunk.map(), e);
            ended.failed(String.valueOf(e.getMessage()));
        }
    }

    private byte[] done(
            Chunk chunk,
            LoadedImage image,
            SharedSource shared,
            Function<Object, Object> instead,
            CancelToken token,
            TaskLog log)
            throws Exception {
        long epochMillis = System.currentTimeMillis();
        long startNanos = System.nanoTime();
        Elements elements = new Elements(chunk, image, shared, token, new ElementLimit(0, token, slots.timer()));
        try {
            elements.run(instead);
        } catch (Cancelled e) {
            return of(chunk, End.CANCELLED, epochMillis, 0, log.end(), null).encode();
        }
        return of(chunk, End.DONE, epochMillis, System.nanoTime() - startNanos, log.end(), elements)
                .encode();
    }

    private ChunkDone of(Chunk chunk, End end, long epochMillis, long nanos, long lines, Elements elements) {
        return new ChunkDone(
                end,
                chunk.map(),
                chunk.number(),
                worker,
                epochMillis,
                nanos,
                lines,
                elements == null ? List.of() : elements.errors(),
                0,
                elements == null ? new byte[0] : elements.writtenValues());
    }
}
