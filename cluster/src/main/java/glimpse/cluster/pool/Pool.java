package glimpse.cluster.pool;

import java.util.List;
import java.util.function.Function;

/** Something that applies a function to many elements at once. Any thread may call; each call is on its own. */
public interface Pool extends AutoCloseable {

    /** Applies {@code f} to every element of {@code xs}, with the default options. */
    default <A, R> List<R> map(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return map(f, xs, MapOptions.DEFAULT);
    }

    /**
     * Applies {@code f} to every element of {@code xs} and waits for the end. The input is read as it is needed, on this thread.
     *
     * @return the results in the order of the input; a list of its own that the caller may change
     * @throws MapException if an element failed, with the results of the others
     * @throws MapCancelledException if this thread was interrupted; everything of this map is then stopped
     */
    <A, R> List<R> map(Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options);

    /** Ends the pool; maps that still run are cancelled. */
    @Override
    void close();
}
