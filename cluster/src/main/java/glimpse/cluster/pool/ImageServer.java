package glimpse.cluster.pool;

import glimpse.cluster.closure.Image;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.security.Refusals;
import glimpse.cluster.task.Part;
import glimpse.cluster.task.PartRequest;
import glimpse.cluster.task.PayloadException;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.GrabbedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers the workers that ask for images and jars: this front end as a Gearman worker, which works through any job server and from behind
 * any router. Any thread may offer; the Gearman worker's threads answer.
 */
final class ImageServer implements ImageHolder, AutoCloseable {
    private static final int KEPT_IMAGES = 8;

    private final ClusterKey key;
    private final Refusals refusals = new Refusals("glimpse_image");
    private final GearmanWorker worker;
    private final Map<String, Path> jars = new LinkedHashMap<>();
    private final Map<String, Held> images = new LinkedHashMap<>();

    /** An image and how many maps need it. */
    private static final class Held {
        final byte[] bytes;
        int maps;

        Held(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    ImageServer(ClusterConfig config, String session) {
        this.key = config.key();
        this.worker = new GearmanWorker(config.workerOptions().withSlots(2).withId("images-" + session));
        worker.register(PartRequest.function(session), this::answer).start();
    }

    /** Has the image at hand until {@link #release}, and a while longer. */
    @Override
    public synchronized void hold(Image image, Map<String, Path> itsJars) {
        String id = image.id().hex();
        Held held = images.remove(id);
        if (held == null) {
            held = new Held(image.encode());
        }
        held.maps++;
        images.put(id, held);
        jars.putAll(itsJars);
        var oldest = images.values().iterator();
        while (images.size() > KEPT_IMAGES && oldest.hasNext()) {
            if (oldest.next().maps == 0) {
                oldest.remove();
            }
        }
    }

    @Override
    public synchronized void release(Image image) {
        images.get(image.id().hex()).maps--;
    }

    private void answer(GrabbedJob job) throws IOException {
        try {
            PartRequest request = PartRequest.decode(key.open(job.workload()));
            job.complete(key.seal(part(request).encode()));
        } catch (ForgedPayloadException | PayloadException e) {
            refusals.refused(e.getMessage());
            job.fail();
        }
    }

    private Part part(PartRequest request) throws IOException {
        byte[] image;
        Path jar;
        synchronized (this) {
            Held held = images.get(request.hash());
            image = held == null ? null : held.bytes;
            jar = jars.get(request.hash());
        }
        return switch (request.kind()) {
            case IMAGE -> image == null ? Part.none() : Part.of(image, request.part());
            case JAR -> jar == null ? Part.none() : Part.of(Files.readAllBytes(jar), request.part());
        };
    }

    @Override
    public void close() {
        worker.close();
    }
}
