package glimpse.worker.slot;

import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.task.PartRequest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The images that this JVM holds, those used of late. Each is fetched once, however many slots want it. Any thread; who asks first
 * fetches, the others wait for it.
 */
final class ImageCache {
    private static final int MOST_IMAGES = 32;

    private final JarStore jars;
    private final Map<String, CompletableFuture<LoadedImage>> images = new LinkedHashMap<>(16, 0.75f, true);

    ImageCache(JarStore jars) {
        this.jars = jars;
    }

    /** The image, fetched from its source if it is not here. */
    LoadedImage get(ImageSource source, String id) throws UnavailableException, InterruptedException {
        CompletableFuture<LoadedImage> mine = new CompletableFuture<>();
        CompletableFuture<LoadedImage> image = claim(id, mine);
        if (image == mine) {
            fetch(source, id, mine);
        }
        try {
            return image.get();
        } catch (ExecutionException e) {
            throw new UnavailableException(e.getCause().getMessage(), e.getCause());
        }
    }

    private synchronized CompletableFuture<LoadedImage> claim(String id, CompletableFuture<LoadedImage> mine) {
        CompletableFuture<LoadedImage> held = images.putIfAbsent(id, mine);
        Iterator<CompletableFuture<LoadedImage>> oldest = images.values().iterator();
        while (images.size() > MOST_IMAGES && oldest.hasNext()) {
            if (oldest.next().isDone()) {
                oldest.remove();
            }
        }
        return held == null ? mine : held;
    }

    private void fetch(ImageSource source, String id, CompletableFuture<LoadedImage> mine) throws InterruptedException {
        try {
            byte[] bytes = source.fetch(PartRequest.Kind.IMAGE, id);
            Image image = Image.decode(bytes);
            if (!image.id().hex().equals(id)) {
                throw new UnavailableException("image " + id + " arrived as " + image.id());
            }
            mine.complete(LoadedImage.load(image, jars.of(source), getClass().getClassLoader()));
        } catch (InterruptedException e) {
            forget(id, mine, e);
            throw e;
        } catch (Exception | LinkageError | StackOverflowError e) {
            forget(id, mine, e);
        }
    }

    /** The next chunk tries again. */
    private synchronized void forget(String id, CompletableFuture<LoadedImage> mine, Throwable why) {
        images.remove(id, mine);
        mine.completeExceptionally(why);
    }

    synchronized int size() {
        return images.size();
    }
}
