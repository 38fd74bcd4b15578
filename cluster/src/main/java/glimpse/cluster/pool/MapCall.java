package glimpse.cluster.pool;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** One call of a map, on whatever pool. One thread runs it; any thread may do the rest. */
interface MapCall {

    /**
     * Runs to the end, on the calling thread.
     *
     * @throws MapException if an element failed and the options have failures thrown
     * @throws MapCancelledException if it was stopped
     */
    void run();

    /** Stops it, as an interrupt of its thread does. */
    void cancel(String why);

    /** Lets the map's thread do something; after its end nothing. */
    void post(Runnable event);

    /** How far it is; null before it has begun. */
    Progress progress();

    /** What failed. On the map's thread, or after its end. */
    Failures failures();

    /** Elements read from the input. On the map's thread, or after its end. */
    long taken();

    /** Asks for something that only the map's thread may look at; at the end of the map, whoever asks looks. */
    default <T> T ask(Supplier<T> question, CompletableFuture<?> end) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        post(() -> answer.complete(question.get()));
        var unused = end.whenComplete((ended, error) -> answer.completeAsync(question));
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What the caller of a blocking map gets. */
    static List<Object> results(MapCall call, ResultBook book, MapOptions options) {
        return switch (options.onError()) {
            case FINISH, STOP -> book.present();
            case COLLECT ->
                new Results<>(
                        book.withGaps(call.taken()),
                        call.failures().first(),
                        call.failures().count());
            case SKIP ->
                new Results<>(
                        book.present(), call.failures().first(), call.failures().count());
        };
    }
}
