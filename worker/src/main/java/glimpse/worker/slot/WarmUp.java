package glimpse.worker.slot;

import glimpse.cluster.closure.ApplicationClasses;
import glimpse.cluster.closure.Closure;
import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.SharedSource;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.task.Chunk;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one small chunk of our own, from the sealed workload to the written results: what a JVM does for the first time takes a hundred
 * milliseconds, and the first user should not wait for them. Has a thread, which ends with it.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** A function that travels without a session. */
    private interface Task extends Function<Object, Object>, Serializable {}

    private WarmUp() {}

    static void start(ClusterKey key) {
        Thread thread = new Thread(() -> runOrWarn(key), "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void runOrWarn(ClusterKey key) {
        try {
            run(key);
        } catch (Exception | LinkageError e) {
            LOG.warn("the warm-up failed; workers work all the same", e);
        }
    }

    static void run(ClusterKey key) throws Exception {
        SessionClasses session = ApplicationClasses.alsoOnWorkers(WarmUp.class.getClassLoader());
        try (CancelToken token = new CancelToken(session)) {
            Task task = input -> "warm " + input;
            Closure closure = Closure.of(task, session);
            byte[] arguments = closure.write(new ArrayList<>(List.of(1, 2, 3, 4, 5)));
            Chunk chunk = new Chunk("", "", 0, 0, 5, closure.image().id().hex(), 0, arguments);
            Chunk arrived = Chunk.decode(key.open(key.seal(chunk.encode())));
            LoadedImage image = LoadedImage.load(
                    Image.decode(closure.image().encode()), jar -> Path.of(jar.name()), session.loader());
            Elements elements =
                    new Elements(arrived, image, SharedSource.NONE, token, new ElementLimit(0, token, null));
            elements.run();
            if (!elements.errors().isEmpty()) {
                throw new IOException(elements.errors().get(0).trace());
            }
        }
    }
}
