package glimpse.cluster.pool;

import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.Shared;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.security.Refusals;
import glimpse.cluster.task.Part;
import glimpse.cluster.task.PartRequest;
import glimpse.cluster.task.PayloadException;
import glimpse.cluster.task.PermitRequest;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.GrabbedJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers the workers that ask for images, jars, shared values and large inputs: this front end as a Gearman worker, which works through any job
 * server and from behind any router. Any thread may offer; the Gearman worker's threads answer.
 */
final class ImageServer implements ImageHolder, AutoCloseable {
    /** What nobody needs now stays a while, for a worker that is late: so much of it. */
    private static final long KEPT_BYTES =
            Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

    private static final int KEPT_IMAGES = 64;

    /** Of a packet, for what is not the part itself: names, seals, the packet's own header. */
    private static final int HEAD_BYTES = 1024;

    private final ClusterKey key;
    private final int partBytes;
    private final Refusals refusals = new Refusals("glimpse_image");
    private final GearmanWorker worker;
    private final Map<String, Offered> jars = new LinkedHashMap<>();
    private final Map<String, Held> held = new LinkedHashMap<>();

    /** Something offered and how many need it. */
    private static final class Held {
        final Offered offered;
        final long bytes;
        int users;

        Held(byte[] bytes) {
            this.offered = Offered.of(bytes);
            this.bytes = bytes.length;
        }
    }

    /** @param permits answers about them go the same way */
    ImageServer(ClusterConfig config, String session, Permits permits) {
        this.key = config.key();
        this.partBytes = Math.min(Part.USUAL_BYTES, config.maxPacketSize() - HEAD_BYTES);
        this.worker = new GearmanWorker(config.workerOptions().withSlots(2).withId("images-" + session));
        worker.register(PartRequest.function(session), this::answer);
        if (permits.areNeeded()) {
            worker.register(PermitRequest.function(session), permits::answer);
        }
        worker.start();
    }

    @Override
    public synchronized void hold(Image image, Map<String, Path> itsJars) {
        itsJars.forEach((hash, path) -> jars.computeIfAbsent(hash, h -> Offered.of(path)));
        hold(image.id().hex(), image.encode());
    }

    @Override
    public void release(Image image) {
        release(image.id().hex());
    }

    @Override
    public void hold(Shared<?> value) {
        hold(value.id(), value.written());
    }

    @Override
    public void release(Shared<?> value) {
        release(value.id());
    }

    /** Has these bytes at hand until as many {@link #release}s, and perhaps a while longer. */
    synchronized void hold(String hash, byte[] bytes) {
        Held known = held.remove(hash);
        Held now = known == null ? new Held(bytes) : known;
        now.users++;
        held.put(hash, now);
    }

    synchronized void release(String hash) {
        held.get(hash).users--;
        long keptBytes = 0;
        int kept = 0;
        for (Held each : held.values()) {
            keptBytes += each.users == 0 ? each.bytes : 0;
            kept += each.users == 0 ? 1 : 0;
        }
        for (Iterator<Held> oldest = held.values().iterator();
                (keptBytes > KEPT_BYTES || kept > KEPT_IMAGES) && oldest.hasNext(); ) {
            Held each = oldest.next();
            if (each.users == 0) {
                oldest.remove();
                keptBytes -= each.bytes;
                kept--;
            }
        }
    }

    private void answer(GrabbedJob job) throws IOException {
        try {
            job.complete(part(PartRequest.decode(key.open(job.workload()))));
        } catch (ForgedPayloadException | PayloadException e) {
            refusals.refused(e.getMessage());
            job.fail();
        }
    }

    private byte[] part(PartRequest request) throws IOException {
        Offered offered = find(request);
        Part part = offered == null
                ? Part.none(request)
                : new Part(request.hash(), request.part(), offered.size(), partBytes);
        boolean isThere = offered != null && part.isThere();
        byte[] head = key.seal((isThere ? part : Part.none(request)).encode());
        int length = isThere ? part.length() : 0;
        byte[] packet = Part.packet(head, length);
        if (isThere) {
            offered.read(part.from(), ByteBuffer.wrap(packet, packet.length - length, length));
        }
        return packet;
    }

    private synchronized Offered find(PartRequest request) {
        if (request.kind() == PartRequest.Kind.JAR) {
            return jars.get(request.hash());
        }
        Held known = held.get(request.hash());
        return known == null ? null : known.offered;
    }

    @Override
    public void close() {
        worker.close();
    }
}
