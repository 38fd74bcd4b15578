package glimpse.worker.slot;

import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Part;
import glimpse.cluster.task.PartRequest;
import glimpse.cluster.task.PayloadException;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.JobStatus;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches images and jars from the front end of a session, through the job servers: a foreground job for {@code glimpse_image.<session>},
 * whose unique id makes the requests of all workers one. Any thread; waits.
 */
final class FrontEnd {
    private static final int LOOK_SECONDS = 2;
    private static final int MAX_PARTS = 4096;

    private final GearmanClient client;
    private final ClusterKey key;
    private final AtomicLong fetchedBytes = new AtomicLong();

    FrontEnd(GearmanClient client, ClusterKey key) {
        this.client = client;
        this.key = key;
    }

    /** The front end of one session. */
    ImageSource of(String session) {
        return (kind, hash) -> fetch(session, kind, hash);
    }

    /** The whole, put together from its parts. */
    byte[] fetch(String session, PartRequest.Kind kind, String hash) throws UnavailableException, InterruptedException {
        Part first = part(session, new PartRequest(kind, hash, 0));
        if (first.parts() > MAX_PARTS) {
            throw new UnavailableException(
                    kind + " " + hash + " of " + first.parts() + " parts (expected: <= " + MAX_PARTS + ")");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(first.bytes().length);
        whole.writeBytes(first.bytes());
        for (int i = 1; i < first.parts(); i++) {
            whole.writeBytes(part(session, new PartRequest(kind, hash, i)).bytes());
        }
        fetchedBytes.addAndGet(whole.size());
        return whole.toByteArray();
    }

    /** How much has been fetched so far. */
    long fetchedBytes() {
        return fetchedBytes.get();
    }

    private Part part(String session, PartRequest request) throws UnavailableException, InterruptedException {
        String what = request.kind().name().toLowerCase(Locale.ROOT) + " " + request.hash();
        Job job = Job.of(PartRequest.function(session), key.seal(request.encode()))
                .withUnique(request.unique());
        try {
            Part part = Part.decode(key.open(await(client.run(job), request.unique(), what)));
            if (part.parts() == 0 || part.number() != request.part()) {
                throw new UnavailableException("the front end no longer has " + what);
            }
            return part;
        } catch (ExecutionException e) {
            throw new UnavailableException(
                    "the front end did not send " + what + ": " + e.getCause().getMessage(), e);
        } catch (ForgedPayloadException | PayloadException e) {
            throw new UnavailableException("the front end's " + what + " was refused: " + e.getMessage(), e);
        }
    }

    /** Waits as long as somebody works on the job; a front end that has gone leaves it in the queue. */
    private byte[] await(CompletableFuture<byte[]> answer, String unique, String what)
            throws UnavailableException, InterruptedException, ExecutionException {
        int looksInVain = 0;
        while (true) {
            try {
                return answer.get(LOOK_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException late) {
                looksInVain = isRunning(unique) ? 0 : looksInVain + 1;
                if (looksInVain > 2) {
                    throw new UnavailableException("the front end that has " + what + " does not answer", late);
                }
            }
        }
    }

    private boolean isRunning(String unique) throws InterruptedException {
        try {
            JobStatus status = client.statusUnique(unique).get(LOOK_SECONDS, TimeUnit.SECONDS);
            return status.known() && status.running();
        } catch (ExecutionException | TimeoutException unknown) {
            return false;
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
