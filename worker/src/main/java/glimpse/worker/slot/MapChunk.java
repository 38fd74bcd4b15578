package glimpse.worker.slot;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.closure.Sha256;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ChunkStarted;
import glimpse.cluster.task.PartRequest;
import glimpse.cluster.task.PayloadException;
import glimpse.cluster.task.PermitRequest;
import glimpse.cluster.task.ResultPart;
import glimpse.gearman.worker.GrabbedJob;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chunk of a map whose front end waits: all goes back to it through the job server. */
final class MapChunk implements Assignment {
    private static final Logger LOG = LoggerFactory.getLogger(MapChunk.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration HOLD = Duration.ofMillis(400);

    /** Of a packet, for what is not the payload: names, seals, the packet's own header. */
    private static final int HEAD_BYTES = 1024;

    private final Slots slots;
    private final String slot;
    private final GrabbedJob job;
    private volatile Chunk chunk;
    private PermitRequest request;
    private CompletableFuture<byte[]> permit;

    private MapChunk(Slots slots, String slot, GrabbedJob job, Chunk chunk) {
        this.slots = slots;
        this.slot = slot;
        this.job = job;
        this.chunk = chunk;
    }

    /** Opens the job's workload. */
    static MapChunk of(Slots slots, String slot, GrabbedJob job) throws ForgedPayloadException, PayloadException {
        return new MapChunk(slots, slot, job, Chunk.decode(slots.key().open(job.workload())));
    }

    @Override
    public Chunk chunk() {
        return chunk;
    }

    @Override
    public ImageSource source() {
        return slots.frontEnd().of(chunk.session());
    }

    @Override
    public Optional<String> session() {
        return Optional.of(chunk.session());
    }

    @Override
    public Consumer<LogEvent> output() {
        return slots.publisher()::publish;
    }

    @Override
    public boolean begin(CancelToken token) {
        if (!slots.maps().begin(chunk.session(), chunk.map(), token)) {
            return false;
        }
        if (chunk.permit() != 0) {
            request = new PermitRequest(chunk.permit(), job.handle().value(), RANDOM.nextLong());
            permit = slots.frontEnd().askPermit(chunk.session(), request);
        }
        job.sendData(slots.key().seal(new ChunkStarted(chunk.map(), chunk.number(), slot).encode()));
        return true;
    }

    @Override
    public boolean awaitPermit(CancelToken token)
            throws UnavailableException, InterruptedException, ForgedPayloadException {
        return permit == null || slots.frontEnd().awaitPermit(request, permit, token);
    }

    @Override
    public void fetchInputs() throws UnavailableException, InterruptedException {
        String hash = chunk.argumentsHash();
        if (hash.isEmpty()) {
            return;
        }
        byte[] arguments = slots.frontEnd().fetch(chunk.session(), PartRequest.Kind.INPUTS, hash);
        if (!Sha256.hex(arguments).equals(hash)) {
            throw new UnavailableException("inputs arrived with another content than " + hash);
        }
        chunk = chunk.withArguments(arguments);
    }

    /**
     * Waits until the start has been sent, so that the front end knows who had the chunk, whatever happens; with a chunk that another
     * worker did not survive, perhaps, a little longer: the front end needs that time to keep the server from giving it to a third.
     */
    @Override
    public void awaitReady(CancelToken token) throws InterruptedException {
        job.awaitSent();
        if (job.isAgain() && token.awaitCancelled(HOLD)) {
            LOG.debug("{} was cancelled before it began", job);
        }
    }

    @Override
    public void end(CancelToken token) {
        slots.maps().end(chunk.map(), token);
    }

    @Override
    public void complete(ChunkDone done) {
        byte[] payload = done.encode();
        int most = slots.maxPacketSize() - HEAD_BYTES;
        if (payload.length <= most) {
            job.postComplete(slots.key().seal(payload));
            return;
        }
        int part = 0;
        for (; payload.length - part * (long) most > most; part++) {
            job.sendData(part(part, payload, part * most, most));
        }
        job.postComplete(part(part, payload, part * most, payload.length - part * most));
    }

    private byte[] part(int number, byte[] payload, int from, int length) {
        byte[] some = Arrays.copyOfRange(payload, from, from + length);
        return slots.key().seal(new ResultPart(chunk.map(), chunk.number(), number, some).encode());
    }

    @Override
    public void flush() {
        job.flush();
    }

    /** The front end gives it to another slot. */
    @Override
    public void giveUp(String why) {
        giveUp(job, why);
    }

    static void giveUp(GrabbedJob job, String why) {
        job.sendWarning(why.getBytes(UTF_8));
        job.fail();
    }
}
