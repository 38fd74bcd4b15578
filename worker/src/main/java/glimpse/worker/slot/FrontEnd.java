package glimpse.worker.slot;

import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Part;
import glimpse.cluster.task.PartRequest;
import glimpse.cluster.task.PayloadException;
import glimpse.cluster.task.Permit;
import glimpse.cluster.task.PermitRequest;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.JobStatus;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches images, jars, shared values and large inputs from the front end of a session, through the job servers: a foreground job for {@code glimpse_image.<session>},
 * whose unique id makes the requests of all workers one. Any thread; waits.
 */
final class FrontEnd {
    private static final int LOOK_SECONDS = 2;
    private static final long PERMIT_NANOS = 10_000_000_000L;
    private static final long PERMIT_LOOK_MILLIS = 20;
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

    /** The whole, put together from its parts; who asks checks that it is the one with this hash. */
    byte[] fetch(String session, PartRequest.Kind kind, String hash) throws UnavailableException, InterruptedException {
        Taken first = take(ask(session, new PartRequest(kind, hash, 0)));
        Part part = first.part();
        if (part.wholeBytes() > Integer.MAX_VALUE - 8) {
            throw new UnavailableException(
                    kind + " " + hash + " of " + part.wholeBytes() + " bytes (expected: less than 2 GiB)");
        }
        byte[] whole = new byte[(int) part.wholeBytes()];
        first.copyTo(whole);
        takeRest(session, kind, hash, part.parts(), whole);
        fetchedBytes.addAndGet(whole.length);
        return whole;
    }

    /** The parts after the first, some asked for ahead, so that one is made ready there while another is taken in here. */
    private void takeRest(String session, PartRequest.Kind kind, String hash, long parts, byte[] whole)
            throws UnavailableException, InterruptedException {
        Deque<Asked> ahead = new ArrayDeque<>();
        int next = 1;
        for (int taken = 1; taken < parts; taken++) {
            while (next < parts && ahead.size() < MAX_AHEAD) {
                ahead.add(ask(session, new PartRequest(kind, hash, next++)));
            }
            take(ahead.remove()).copyTo(whole);
        }
    }

    /** A part that has been asked for. */
    private record Asked(PartRequest request, CompletableFuture<byte[]> answer) {}

    /** A part that is here: its bytes are those that remain. */
    private record Taken(Part part, ByteBuffer bytes) {
        void copyTo(byte[] whole) throws UnavailableException {
            if (part.wholeBytes() != whole.length || bytes.remaining() != part.length()) {
                throw new UnavailableException("part " + part.number() + " of " + part.hash() + " has "
                        + bytes.remaining() + " bytes of " + part.wholeBytes() + " (expected: " + part.length() + " of "
                        + whole.length + ")");
            }
            bytes.get(whole, (int) part.from(), part.length());
        }
    }

    private Asked ask(String session, PartRequest request) {
        Job job = Job.of(PartRequest.function(session), key.seal(request.encode()))
                .withUnique(request.unique());
        return new Asked(request, client.run(job));
    }

    /** How much has been fetched so far. */
    long fetchedBytes() {
        return fetchedBytes.get();
    }

    /** Asks for a permit; {@link #awaitPermit} takes the answer. */
    CompletableFuture<byte[]> askPermit(String session, PermitRequest request) {
        Job job = Job.of(PermitRequest.function(session), key.seal(request.encode()))
                .withUnique(request.unique());
        return client.run(job);
    }

    /**
     * Waits for the permit; false if the token was cancelled before, as it is when the front end has gone.
     *
     * @throws ForgedPayloadException if it is refused
     */
    boolean awaitPermit(PermitRequest request, CompletableFuture<byte[]> asked, CancelToken token)
            throws UnavailableException, InterruptedException, ForgedPayloadException {
        long endNanos = System.nanoTime() + PERMIT_NANOS;
        while (endNanos - System.nanoTime() > 0 && !token.isCancelled()) {
            try {
                requireGiven(request, asked.get(PERMIT_LOOK_MILLIS, TimeUnit.MILLISECONDS));
                return true;
            } catch (TimeoutException late) {
                // the token is looked at again
            } catch (ExecutionException e) {
                throw new UnavailableException(
                        "the front end did not permit this chunk: "
                                + e.getCause().getMessage(),
                        e);
            }
        }
        if (token.isCancelled()) {
            return false;
        }
        throw new UnavailableException("the front end does not say whether this chunk may be run");
    }

    private void requireGiven(PermitRequest request, byte[] sealed)
            throws UnavailableException, ForgedPayloadException {
        try {
            Permit permit = Permit.decode(key.open(sealed));
            if (permit.nonce() != request.nonce()) {
                throw new ForgedPayloadException("permit for another request (expected: the answer to this one)");
            }
            if (!permit.refusal().isEmpty()) {
                throw new ForgedPayloadException("this chunk must not be run: " + permit.refusal());
            }
        } catch (PayloadException e) {
            throw new UnavailableException("the front end's permit was refused: " + e.getMessage(), e);
        }
    }

    private Taken take(Asked asked) throws UnavailableException, InterruptedException {
        PartRequest request = asked.request();
        String what = request.kind().name().toLowerCase(Locale.ROOT) + " " + request.hash();
        try {
            ByteBuffer packet = ByteBuffer.wrap(await(asked.answer(), request.unique(), what));
            Part part = Part.decode(key.open(Part.sealedHead(packet)));
            if (!part.isThere()
                    || part.number() != request.part()
                    || !part.hash().equals(request.hash())) {
                throw new UnavailableException("the front end no longer has " + what);
            }
            return new Taken(part, packet);
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
                    throw new UnavailableException(
                            "the front end that has " + what + " does not answer (if a job server's packet limit is"
                                    + " below 1 MiB, set max_packet_size in [client] of config.ini to it)",
                            late);
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
