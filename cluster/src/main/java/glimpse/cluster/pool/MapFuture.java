package glimpse.cluster.pool;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A map that runs while its caller does something else. Any thread. Ends with the results, a {@link MapException} or a {@link
 * MapCancelledException}.
 */
public final class MapFuture<R> extends CompletableFuture<List<R>> {
    private final MapCall call;
    private final ResultBook book;
    private final MapOptions options;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    MapFuture(MapCall call, ResultBook book, MapOptions options) {
        this.call = call;
        this.book = book;
        this.options = options;
    }

    /** Runs the map to its end on the calling thread. */
    void run() {
        try {
            call.run();
            @SuppressWarnings("unchecked")
            List<R> results = (List<R>) MapCall.results(call, book, options);
            complete(results);
        } catch (Throwable e) {
            completeExceptionally(e);
        } finally {
            end.complete(null);
        }
    }

    /** How far it is, as last measured, at most a tenth of a second ago; null before it has begun. */
    public Progress progress() {
        return call.progress();
    }

    /** The results so far, in the order of the input, without those that are missing. */
    @SuppressWarnings("unchecked") // what f returns
    public List<R> results() {
        return (List<R>) call.ask(book::present, end);
    }

    /** What failed so far, in the order of the input. */
    public List<Failure> failures() {
        return call.ask(() -> call.failures().first(), end);
    }

    /** Stops the map; what runs of it in workers ends within a second. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        call.cancel("the map was cancelled");
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public String toString() {
        Progress progress = progress();
        String state = isDone() ? isCompletedExceptionally() ? "failed" : "done" : "running";
        return "map " + state + (progress == null ? "" : ", " + progress.done() + " elements done");
    }
}
