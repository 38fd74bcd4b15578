package glimpse.cluster.pool;

import java.lang.ref.Cleaner;
import java.util.Iterator;

/**
 * The results of an {@code imap} as they come. The input is read as the results are taken; one that is not read to its end is
 * closed, or stopped when it is no longer reachable. One thread iterates.
 *
 * <p>Where an element failed, {@link #next} throws a {@link MapException} of that element in its place, and goes on with the next
 * afterwards, unless the options say otherwise.
 */
@SuppressWarnings("IterableAndIterator") // it can be read once, by a for loop or step by step
public final class ResultStream<R> implements Iterator<R>, Iterable<R>, AutoCloseable {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final ResultQueue queue;
    private final Cleaner.Cleanable cleanable;

    ResultStream(ResultQueue queue) {
        this.queue = queue;
        this.cleanable = FORGOTTEN.register(this, () -> queue.stop("the stream of results was given up"));
    }

    /** Waits for the next result, or the end. */
    @Override
    public boolean hasNext() {
        return queue.awaitNext();
    }

    @Override
    @SuppressWarnings("unchecked") // what f returns
    public R next() {
        return (R) queue.next();
    }

    /** This iterator: the results can be read once. */
    @Override
    public Iterator<R> iterator() {
        return this;
    }

    /** Stops the map if it has not ended. */
    @Override
    public void close() {
        cleanable.clean();
    }
}
