package glimpse.worker.slot;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.store.KeptSubmission;
import glimpse.cluster.store.ResultStore;
import glimpse.cluster.store.StoreAwayException;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.DetachedChunk;
import glimpse.cluster.task.KeptInput;
import glimpse.cluster.task.KeptOutcome;
import glimpse.cluster.task.PayloadException;
import glimpse.gearman.worker.GrabbedJob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chunk of detached work: its inputs, its image and its outcome are in the store, the job only names it. Before it begins a note is left
 * there with the worker's name, so that a chunk that has killed two workers is not begun by a third.
 */
final class DetachedWork implements Assignment {
    private static final Logger LOG = LoggerFactory.getLogger(DetachedWork.class);
    private static final int MAX_DEATHS = 2;

    private final Slots slots;
    private final String slot;
    private final GrabbedJob job;
    private final KeptSubmission kept;
    private final Chunk chunk;
    private final KeptOutput output = new KeptOutput();
    private final AtomicBoolean withdrawn = new AtomicBoolean();
    private volatile String note;

    private DetachedWork(Slots slots, String slot, GrabbedJob job, KeptSubmission kept, Chunk chunk) {
        this.slots = slots;
        this.slot = slot;
        this.job = job;
        this.kept = kept;
        this.chunk = chunk;
    }

    /** Opens the job's workload and fetches the chunk's inputs. */
    static DetachedWork of(Slots slots, String slot, GrabbedJob job)
            throws ForgedPayloadException, PayloadException, UnavailableException {
        DetachedChunk named = DetachedChunk.decode(slots.key().open(job.workload()));
        try {
            ResultStore store = StorePatience.ask(named.submission(), slots::store);
            KeptSubmission kept = new KeptSubmission(store, slots.key(), named.submission());
            KeptInput input = StorePatience.ask(named.submission(), () -> kept.input(named.number()));
            Chunk chunk = new Chunk(
                    named.submission(),
                    named.submission(),
                    named.number(),
                    input.firstIndex(),
                    input.count(),
                    named.image(),
                    named.elementMillis(),
                    input.arguments());
            return new DetachedWork(slots, slot, job, kept, chunk);
        } catch (IOException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
    }

    @Override
    public Chunk chunk() {
        return chunk;
    }

    @Override
    public ImageSource source() {
        return (kind, hash) -> {
            try {
                return StorePatience.ask(kept.id(), () -> kept.whole(hash));
            } catch (IOException e) {
                throw new UnavailableException(e.getMessage(), e);
            }
        };
    }

    @Override
    public Optional<String> session() {
        return Optional.empty();
    }

    @Override
    public Consumer<LogEvent> output() {
        return output;
    }

    @Override
    public boolean begin(CancelToken token) throws UnavailableException {
        try {
            if (!StorePatience.ask(kept.id(), this::isWanted)) {
                return false;
            }
            note = StorePatience.ask(kept.id(), () -> kept.begun(chunk.number(), slot));
        } catch (IOException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
        if (slots.maps().begin(chunk.map(), token)) {
            return true;
        }
        withdraw();
        return false;
    }

    private boolean isWanted() throws IOException {
        if (kept.isCancelled() || kept.isDone(chunk.number())) {
            return false;
        }
        List<String> before = kept.begunBy(chunk.number());
        if (before.size() < MAX_DEATHS) {
            return true;
        }
        keep(lost(before), chunk.count());
        return false;
    }

    private KeptOutcome lost(List<String> workers) {
        return new KeptOutcome(
                kept.id(),
                chunk.number(),
                new byte[0],
                workers.size() + " workers died while they ran " + inputs() + " (" + String.join(", ", workers)
                        + "); it is not given to another",
                "",
                0);
    }

    private String inputs() {
        return chunk.count() == 1
                ? "the input " + chunk.firstIndex()
                : "the inputs " + chunk.firstIndex() + " to " + (chunk.firstIndex() + chunk.count() - 1);
    }

    @Override
    public void awaitReady(CancelToken token) {
        // the note is in the store
    }

    @Override
    public void end(CancelToken token) {
        slots.maps().end(chunk.map(), token);
    }

    @Override
    public void complete(ChunkDone done) {
        if (done.end() == ChunkDone.End.CANCELLED) {
            withdraw();
            job.complete(new byte[0]);
            return;
        }
        KeptOutcome outcome =
                new KeptOutcome(kept.id(), chunk.number(), done.encode(), "", output.text(), output.dropped());
        try {
            keepOrSayWhyNot(outcome, done.errors().size());
            withdraw();
            job.complete(new byte[0]);
        } catch (IOException e) {
            giveUp(slot + " cannot keep the results of " + kept.id() + "." + chunk.number() + ": " + e.getMessage());
        }
    }

    /** What does not fit into the store, say, is an error that names the reason. */
    private void keepOrSayWhyNot(KeptOutcome outcome, int failures) throws IOException {
        try {
            keep(outcome, failures);
        } catch (StoreAwayException e) {
            throw e;
        } catch (IOException e) {
            String why = "the results (" + outcome.done().length + " bytes) of " + inputs() + " could not be kept: "
                    + e.getMessage();
            LOG.error("{}: {}", kept.id(), why);
            keep(new KeptOutcome(kept.id(), chunk.number(), new byte[0], why, "", 0), chunk.count());
        }
    }

    private void keep(KeptOutcome outcome, int failures) throws IOException {
        StorePatience.insist(kept.id(), () -> {
            kept.finish(outcome, failures);
            return null;
        });
    }

    /** Nobody waits for it: the log has it, and who looks at the submission sees that the chunk is nowhere. */
    @Override
    public void giveUp(String why) {
        LOG.error("{}", why);
        withdraw();
        MapChunk.giveUp(job, why);
    }

    /** The server that is gone, or has lost this worker, gives the chunk to another: that is no death of this one. */
    @Override
    public void look() {
        if (job.isLost() && note != null && !withdrawn.get()) {
            Thread thread = new Thread(this::withdraw, "withdraw " + kept.id());
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void leave() {
        withdraw();
    }

    /** Takes the note back that it was begun. */
    private void withdraw() {
        if (note != null && withdrawn.compareAndSet(false, true)) {
            try {
                kept.withdraw(note);
            } catch (IOException e) {
                LOG.warn("{}: {}", kept.id(), e.getMessage());
            }
        }
    }
}
