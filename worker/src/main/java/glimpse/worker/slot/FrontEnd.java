package glimpse.worker.slot;

import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Part;
import glimpse.cluster.task.PartRequest;
import glimpse.cluster.task.PayloadException;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.JobStatus;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
    private static final int MAX_AHEAD = 3;

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
        Part first = take(ask(session, new PartRequest(kind, hash, 0)));
        if (first.parts() > MAX_PARTS) {
            throw new UnavailableException(
                    kind + " " + hash + " of " + first.parts() + " parts (expected: <= " + MAX_PARTS + ")");
        }
        byte[] whole = first.parts() == 1 ? first.bytes() : rest(session, kind, hash, first);
        fetchedBytes.addAndGet(whole.length);
        return whole;
    }

    /** The parts after the first, some asked for ahead, so that one is sealed there while another is opened here. */
    private byte[] rest(String session, PartRequest.Kind kind, String hash, Part first)
            throws UnavailableException, InterruptedException {
        Deque<Asked> ahead = new ArrayDeque<>();
        List<byte[]> parts = new ArrayList<>(List.of(first.bytes()));
        long size = first.bytes().length;
        for (int next = 1; parts.size() < first.parts(); ) {
            while (next < first.parts() && ahead.size() < MAX_AHEAD) {
                ahead.add(ask(session, new PartRequest(kind, hash, next++)));
            }
            byte[] part = take(ahead.remove()).bytes();
            size += part.length;
            parts.add(part);
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new UnavailableException(kind + " " + hash + " of " + size + " bytes (expected: less than 2 GiB)");
        }
        ByteBuffer whole = ByteBuffer.allocate((int) size);
        parts.forEach(whole::put);
        return whole.array();
    }

    /** A part that has been asked for. */
    private record Asked(PartRequest request, CompletableFuture<byte[]> answer) {}

    private Asked ask(String session, PartRequest request) {
        Job job = Job.of(PartRequest.function(session), key.seal(request.encode()))
                .withUnique(request.unique());
        return new Asked(request, client.run(job));
    }

    /** How much has been fetched so far. */
    long fetchedBytes() {
        return fetchedBytes.get();
    }

    private Part take(Asked asked) throws UnavailableException, InterruptedException {
        PartRequest request = asked.request();
        String what = request.kind().name().toLowerCase(Locale.ROOT) + " " + request.hash();
        try {
            Part part = Part.decode(key.open(await(asked.answer(), request.unique(), what)));
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
}
