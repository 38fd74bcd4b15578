package glimpse.worker.slot;

import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.SharedSource;
import glimpse.cluster.task.PartRequest;
import java.util.HashMap;
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

    /** Of what images hold, as they arrived: those that were not used of late go when it is more. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 8;

    private final JarStore jars;
    private final Map<String, CompletableFuture<LoadedImage>> images = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Integer> sizes = new HashMap<>();

    ImageCache(JarStore jars) {
        this.jars = jars;
    }

    /** The image, fetched from its source if it is not here. */
    LoadedImage get(ImageSource source, SharedSource shared, String id)
            throws UnavailableException, InterruptedException {
        CompletableFuture<LoadedImage> mine = new CompletableFuture<>();
        CompletableFuture<LoadedImage> image = claim(id, mine);
        if (image == mine) {
            fetch(source, shared, id, mine);
        }
        try {
            return image.get();
        } catch (ExecutionException e) {
            throw new UnavailableException(e.getCause().getMessage(), e.getCause());
        }
    }

    private synchronized CompletableFuture<LoadedImage> claim(String id, CompletableFuture<LoadedImage> mine) {
        CompletableFuture<LoadedImage> held = images.putIfAbsent(id, mine);
        return held == null ? mine : held;
    }

    /** Makes room for an image of this size: those that were used least lately go. */
    private synchronized void arrived(String id, int sizeBytes) {
        sizes.put(id, sizeBytes);
        long bytes = sizes.values().stream().mapToLong(size -> size).sum();
        Iterator<Map.Entry<String, CompletableFuture<LoadedImage>>> oldest =
                images.entrySet().iterator();
        while ((images.size() > MOST_IMAGES || bytes > MOST_BYTES) && oldest.hasNext()) {
            Map.Entry<String, CompletableFuture<LoadedImage>> each = oldest.next();
            if (each.getValue().isDone() && !each.getKey().equals(id)) {
                oldest.remove();
                bytes -= sizes.remove(each.getKey());
            }
        }
    }

    /** Forgets the images that have a handle of this value. */
    synchronized void forgetSharing(String id) {
        images.values()
                .removeIf(image -> image.isDone()
                        && !image.isCompletedExceptionally()
                        && image.join().shares(id));
        sizes.keySet().retainAll(images.keySet());
    }

    private void fetch(ImageSource source, SharedSource shared, String id, CompletableFuture<LoadedImage> mine)
            throws InterruptedException {
        try {
            byte[] bytes = source.fetch(PartRequest.Kind.IMAGE, id);
            arrived(id, bytes.length);
            Image image = Image.decode(bytes);
            if (!image.id().hex().equals(id)) {
                throw new UnavailableException("image " + id + " arrived as " + image.id());
            }
            mine.complete(
                    LoadedImage.load(image, jars.of(source), shared, getClass().getClassLoader()));
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
        sizes.remove(id);
        mine.completeExceptionally(why);
    }

    synchronized int size() {
        return images.size();
    }
}
