package glimpse.api;

import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Submission;
import glimpse.cluster.pool.Task;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.CurrentCell;
import glimpse.kernel.cluster.SessionCluster;
import java.time.Instant;
import java.util.function.Function;

/** Work that goes on without the session, for every cell. */
public final class Detached {
    private Detached() {}

    /**
     * Sends work that goes on when this session has ended: a background job for each chunk of the elements, inputs and results in the store of
     * the cluster ({@code result_store} in its {@code config.ini}). Returns when it is sent.
     *
     * @return with the id by which {@link #fetch} has it in another session, on another day
     */
    public static <A, R> Submission<R> submit(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return submit(f, xs, MapOptions.DEFAULT);
    }

    /** Sends work of a function from a variable, as {@link #submit(Task, Iterable)} does. */
    public static <A, R> Submission<R> submit(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return submit(f, xs, MapOptions.DEFAULT);
    }

    /**
     * Sends work as {@link #submit(Task, Iterable)} does, with options.
     *
     * @param options such as {@code at(Instant.parse("2030-01-01T00:00:00Z")).withName("new year")}
     */
    public static <A, R> Submission<R> submit(
            Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return submit((Function<? super A, ? extends R>) f, xs, options);
    }

    /** Sends work of a function from a variable, with options, as {@link #submit(Task, Iterable, MapOptions)} does. */
    public static <A, R> Submission<R> submit(
            Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        SessionCluster cluster = SessionCluster.current();
        Submission<R> submission = cluster.submissions().submit(f, xs, options);
        if (cluster.isOwn()) {
            CurrentCell.get()
                    .ifPresent(cell -> cell.output()
                            .write(
                                    Stream.STDERR,
                                    "this cluster ends with the session: what has not run by then waits until"
                                            + " fetch(\"" + submission.id() + "\").resume() in another session;"
                                            + " %cluster config.ini connects to one that stays\n"));
        }
        return submission;
    }

    /** Options for {@code submit}: no worker begins before this second. */
    public static MapOptions at(Instant instant) {
        return MapOptions.DEFAULT.withNotBefore(instant);
    }

    /**
     * Work that was sent by this session or another: {@code fetch(id).progress()}, {@code .results()}, {@code .await()}, {@code .partial()},
     * {@code .failures()}, {@code .output()}, {@code .cancel()}, {@code .resume()}, {@code .remove()}. {@code %cluster jobs} has the ids.
     */
    public static <R> Submission<R> fetch(String id) {
        return SessionCluster.current().submissions().fetch(id);
    }
}
