package glimpse.cluster.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.KeptInput;
import glimpse.cluster.task.KeptOutcome;
import glimpse.cluster.task.Manifest;
import glimpse.cluster.task.PayloadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One submission in a store. What is read is opened with the cluster's key, or checked against its hash, and is of this submission and
 * chunk; anything else is an {@link IOException}. Any thread.
 */
public final class KeptSubmission {
    private static final String MANIFEST = "manifest";
    private static final String CANCELLED = "cancelled";
    private static final String INPUT = "input-";
    private static final String DONE = "done-";
    private static final String FAILED = "failed-";
    private static final String STARTED = "started-";

    private final ResultStore store;
    private final ClusterKey key;
    private final String id;

    public KeptSubmission(ResultStore store, ClusterKey key, String id) {
        this.store = store;
        this.key = key;
        this.id = ResultStore.requireName(id);
    }

    public String id() {
        return id;
    }

    // ---- by who submits

    public void keep(KeptInput input) throws IOException {
        put(INPUT + input.number(), key.seal(input.encode()));
    }

    /** Keeps an image, or a jar, under the SHA-256 by which it is called. */
    public void keepWhole(String hash, byte[] content) throws IOException {
        store.put(id, hash, content);
    }

    /** Keeps what the submission is: with that it exists. */
    public void keep(Manifest manifest) throws IOException {
        put(MANIFEST, key.seal(manifest.encode()));
    }

    private void put(String name, byte[] content) throws IOException {
        if (!store.put(id, name, content)) {
            throw new IOException("submission " + id + " has " + name + " already");
        }
    }

    /** Has workers pass over what has not begun. */
    public void cancel() throws IOException {
        store.put(id, CANCELLED, key.sign("cancelled", id.getBytes(UTF_8)));
    }

    /** Forgets how often a chunk was begun, for another chance. */
    public void forgetStarts(int number) throws IOException {
        for (String name : starts(number)) {
            store.remove(id, name);
        }
    }

    /** Forgets all of it. */
    public void remove() throws IOException {
        store.remove(id);
    }

    // ---- by workers

    public KeptInput input(int number) throws IOException {
        KeptInput input = opened(INPUT + number, required(INPUT + number), KeptInput::decode);
        return requireOf(input, input.submission(), input.number(), number);
    }

    /** What was kept by {@link #keepWhole}; the caller checks an image, whose hash is that of its content. */
    public byte[] whole(String hash) throws IOException {
        return required(hash);
    }

    public boolean isCancelled() throws IOException {
        Optional<byte[]> mark = store.get(id, CANCELLED);
        if (mark.isEmpty()) {
            return false;
        }
        try {
            key.verify("cancelled", mark.get(), id.getBytes(UTF_8));
            return true;
        } catch (ForgedPayloadException e) {
            return false; // not by a member of this cluster
        }
    }

    public boolean isDone(int number) throws IOException {
        return store.get(id, DONE + number).isPresent();
    }

    /** Notes that a worker begins with a chunk; returns the name of the note for {@link #withdraw}. */
    public String begun(int number, String worker) throws IOException {
        String name = STARTED + number + "-" + UUID.randomUUID().toString().substring(0, 8);
        store.put(id, name, worker.getBytes(UTF_8));
        return name;
    }

    /** Takes the note back: the chunk has ended, or its worker lives but does not answer for it any more. */
    public void withdraw(String note) throws IOException {
        store.remove(id, note);
    }

    /** The workers that have begun with a chunk and not ended it. */
    public List<String> begunBy(int number) throws IOException {
        List<String> workers = new ArrayList<>();
        for (String name : starts(number)) {
            store.get(id, name).ifPresent(worker -> workers.add(new String(worker, UTF_8)));
        }
        return workers;
    }

    private List<String> starts(int number) throws IOException {
        return store.names(id).stream()
                .filter(name -> name.startsWith(STARTED + number + "-"))
                .toList();
    }

    /** Keeps what came of a chunk, unless something has before. */
    public void finish(KeptOutcome outcome, int failures) throws IOException {
        boolean first = store.put(id, DONE + outcome.number(), key.seal(outcome.encode()));
        if (first && failures > 0) {
            store.put(id, FAILED + outcome.number() + "-" + failures, new byte[] {1});
        }
    }

    // ---- by who fetches

    /** What the submission is; empty if there is none of this id. */
    public Optional<Manifest> manifest() throws IOException {
        Optional<byte[]> sealed = store.get(id, MANIFEST);
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        Manifest manifest = opened(MANIFEST, sealed.get(), Manifest::decode);
        return Optional.of(requireOf(manifest, manifest.id(), 0, 0));
    }

    /** What came of a chunk; empty if nothing has yet. */
    public Optional<KeptOutcome> outcome(int number) throws IOException {
        Optional<byte[]> sealed = store.get(id, DONE + number);
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        KeptOutcome outcome = opened(DONE + number, sealed.get(), KeptOutcome::decode);
        return Optional.of(requireOf(outcome, outcome.submission(), outcome.number(), number));
    }

    /** The worker's own words in an outcome. */
    public ChunkDone chunkDone(KeptOutcome outcome) throws IOException {
        try {
            ChunkDone done = ChunkDone.decode(outcome.done());
            return requireOf(done, done.map(), done.number(), outcome.number());
        } catch (PayloadException e) {
            throw new IOException("submission " + id + ", chunk " + outcome.number() + ": " + e.getMessage(), e);
        }
    }

    /** How far it is, by the names alone. */
    public KeptState state(Manifest manifest) throws IOException {
        return KeptState.of(manifest, store.names(id));
    }

    private byte[] required(String name) throws IOException {
        return store.get(id, name)
                .orElseThrow(() -> new IOException("submission " + id + " has no " + name + " in " + store));
    }

    private interface Decoding<T> {
        T decode(byte[] payload) throws PayloadException;
    }

    private <T> T opened(String name, byte[] sealed, Decoding<T> decoding) throws IOException {
        try {
            return decoding.decode(key.open(sealed));
        } catch (ForgedPayloadException | PayloadException e) {
            throw new IOException("submission " + id + ", " + name + ", was refused: " + e.getMessage(), e);
        }
    }

    private <T> T requireOf(T what, String submission, int found, int number) throws IOException {
        if (!submission.equals(id) || found != number) {
            throw new IOException("submission " + id + ", chunk " + number + ": found what belongs to " + submission
                    + ", chunk " + found);
        }
        return what;
    }
}
