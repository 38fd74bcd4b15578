package glimpse.cluster.pool;

import glimpse.cluster.closure.Shared;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Something that applies a function to many elements at once: the slots of a cluster, the cores of this machine, or one core. {@link Pools}
 * makes them. Any thread may call; each call is on its own.
 */
public abstract class Pool implements AutoCloseable {
    Pool() {}

    /** Prepares a call; what it needs is released by {@code release} at its end. */
    abstract MapCall call(Function<?, ?> f, Iterable<?> xs, MapOptions options, Outcomes outcomes);

    /** Starts a thread for a call that does not block its caller. */
    abstract void start(String name, Runnable run);

    /** Ends the pool; maps that still run are cancelled. */
    @Override
    public abstract void close();

    /**
     * Shares a value with the workers: it goes once to each, when it first needs it, and stays there; functions and inputs that have the handle
     * carry no more than its name.
     *
     * @param value as it is now; what changes later is not seen in the workers
     * @throws CannotSendException if something in it cannot travel
     */
    public abstract <T> Shared<T> share(T value);

    // ---- map

    /** Applies {@code f} to every element of {@code xs}, with the default options. */
    public final <A, R> List<R> map(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return map(f, xs, MapOptions.DEFAULT);
    }

    /** Applies {@code f}, which may throw, to every element of {@code xs}. */
    public final <A, R> List<R> map(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return map((Function<? super A, ? extends R>) f, xs, MapOptions.DEFAULT);
    }

    /** Applies {@code f}, which may throw, to every element of {@code xs}. */
    public final <A, R> List<R> map(Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return map((Function<? super A, ? extends R>) f, xs, options);
    }

    /**
     * Applies {@code f} to every element of {@code xs} and waits for the end. The input is read as it is needed: a collection on this
     * thread, anything else on one of its own, but for a single-core pool.
     *
     * @return the results in the order of the input; a list of its own that the caller may change
     * @throws MapException if an element failed, with the results of the others
     * @throws MapCancelledException if this thread was interrupted, or the time was over; everything of this map is then stopped
     * @throws CannotSendException if the function or an input cannot travel, naming what, by its path
     */
    public final <A, R> List<R> map(Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        ResultBook book = new ResultBook();
        MapCall call = call(f, xs, options, book);
        call.run();
        @SuppressWarnings("unchecked")
        List<R> results = (List<R>) MapCall.results(call, book, options);
        return results;
    }

    /** Applies {@code f} to the first elements of both inputs, then to the second ones, and so on until the shorter ends. */
    public final <A, B, R> List<R> map(
            Task2<? super A, ? super B, ? extends R> f, Iterable<? extends A> xs, Iterable<? extends B> ys) {
        return map(f, xs, ys, MapOptions.DEFAULT);
    }

    /** {@link #map(Task2, Iterable, Iterable)} with options. */
    public final <A, B, R> List<R> map(
            Task2<? super A, ? super B, ? extends R> f,
            Iterable<? extends A> xs,
            Iterable<? extends B> ys,
            MapOptions options) {
        return map(new Form.OfTwo<A, B, R>(f), Zip.of(List.of(xs, ys)), options);
    }

    /** Applies {@code f} to the elements of three inputs, until the shortest ends. */
    public final <A, B, C, R> List<R> map(
            Task3<? super A, ? super B, ? super C, ? extends R> f,
            Iterable<? extends A> xs,
            Iterable<? extends B> ys,
            Iterable<? extends C> zs) {
        return map(f, xs, ys, zs, MapOptions.DEFAULT);
    }

    /** {@link #map(Task3, Iterable, Iterable, Iterable)} with options. */
    public final <A, B, C, R> List<R> map(
            Task3<? super A, ? super B, ? super C, ? extends R> f,
            Iterable<? extends A> xs,
            Iterable<? extends B> ys,
            Iterable<? extends C> zs,
            MapOptions options) {
        return map(new Form.OfThree<A, B, C, R>(f), Zip.of(List.of(xs, ys, zs)), options);
    }

    // ---- without waiting

    /** Begins a map and returns at once. */
    public final <A, R> MapFuture<R> mapAsync(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return mapAsync(f, xs, MapOptions.DEFAULT);
    }

    /** Begins a map of a function that may throw, and returns at once. */
    public final <A, R> MapFuture<R> mapAsync(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return mapAsync((Function<? super A, ? extends R>) f, xs, MapOptions.DEFAULT);
    }

    /** {@link #mapAsync(Function, Iterable, MapOptions)} of a function that may throw. */
    public final <A, R> MapFuture<R> mapAsync(
            Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return mapAsync((Function<? super A, ? extends R>) f, xs, options);
    }

    /** Begins a map and returns at once; the input is read later, on another thread. */
    public final <A, R> MapFuture<R> mapAsync(
            Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        ResultBook book = new ResultBook();
        MapFuture<R> future = new MapFuture<>(call(f, xs, options, book), book, options);
        start("map", future::run);
        return future;
    }

    /** The results in the order of the input, as they come. The input may be without end: it is read as results are taken. */
    public final <A, R> ResultStream<R> imap(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return imap(f, xs, MapOptions.DEFAULT);
    }

    /** {@link #imap(Function, Iterable)} of a function that may throw. */
    public final <A, R> ResultStream<R> imap(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return imap((Function<? super A, ? extends R>) f, xs, MapOptions.DEFAULT);
    }

    /** {@link #imap(Function, Iterable, MapOptions)} of a function that may throw. */
    public final <A, R> ResultStream<R> imap(
            Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return imap((Function<? super A, ? extends R>) f, xs, options);
    }

    /** {@link #imap(Function, Iterable)} with options; {@code withInFlight} bounds what has been read and not yet taken. */
    public final <A, R> ResultStream<R> imap(
            Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return stream(f, xs, options, ResultQueue.Order.INPUT);
    }

    /** The results in the order of their arrival. */
    public final <A, R> ResultStream<R> imapUnordered(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return imapUnordered(f, xs, MapOptions.DEFAULT);
    }

    /** {@link #imapUnordered(Function, Iterable)} of a function that may throw. */
    public final <A, R> ResultStream<R> imapUnordered(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return imapUnordered((Function<? super A, ? extends R>) f, xs, MapOptions.DEFAULT);
    }

    /** {@link #imapUnordered(Function, Iterable, MapOptions)} of a function that may throw. */
    public final <A, R> ResultStream<R> imapUnordered(
            Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return imapUnordered((Function<? super A, ? extends R>) f, xs, options);
    }

    /** {@link #imapUnordered(Function, Iterable)} with options. */
    public final <A, R> ResultStream<R> imapUnordered(
            Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return stream(f, xs, options, ResultQueue.Order.ARRIVAL);
    }

    private <R> ResultStream<R> stream(Function<?, ?> f, Iterable<?> xs, MapOptions options, ResultQueue.Order order) {
        ResultQueue queue = new ResultQueue(order, options.onError());
        MapCall call = call(f, xs, options, queue);
        queue.attach(call);
        start("imap", () -> {
            Throwable error = null;
            try {
                call.run();
            } catch (Throwable e) {
                error = e;
            }
            queue.end(error);
        });
        return new ResultStream<>(queue);
    }

    // ---- detached

    /** Sends work that goes on without this program; see {@link Submissions#submit}. */
    public final <A, R> Submission<R> submit(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return submit(f, xs, MapOptions.DEFAULT);
    }

    /** Sends work that goes on without this program; see {@link Submissions#submit}. */
    public final <A, R> Submission<R> submit(
            Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return submissions().submit(f, xs, options);
    }

    /** Sends work that goes on without this program; see {@link Submissions#submit}. */
    public final <A, R> Submission<R> submit(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return submissions().submit(f, xs, MapOptions.DEFAULT);
    }

    /** Sends work that goes on without this program; see {@link Submissions#submit}. */
    public final <A, R> Submission<R> submit(
            Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return submissions().submit(f, xs, options);
    }

    /** Work that was sent by this program or another, see {@link Submissions#fetch}. */
    public final <R> Submission<R> fetch(String id) {
        return submissions().fetch(id);
    }

    /**
     * The detached work of this pool's cluster.
     *
     * @throws UnsupportedOperationException for a pool of this process, which ends with it
     */
    public Submissions submissions() {
        throw new UnsupportedOperationException("a pool of this process ends with it and keeps nothing"
                + " (expected: detached work in the pool of a cluster, Pools.makePool(\"config.ini\"))");
    }

    // ---- other forms

    /** All results of all elements, in order. */
    public final <A, R> List<R> flatMap(
            Task<? super A, ? extends Iterable<? extends R>> f, Iterable<? extends A> xs, MapOptions options) {
        List<R> all = new ArrayList<>();
        for (List<R> some : this.<A, List<R>>map(new Form.Flat<A, R>(f), xs, options)) {
            if (some != null) {
                all.addAll(some);
            }
        }
        return all;
    }

    /** The elements for which {@code test} is true, in order. */
    public final <A> List<A> filter(Task<? super A, Boolean> test, Iterable<? extends A> xs, MapOptions options) {
        List<A> read = new ArrayList<>();
        Iterable<A> reading = () -> new Reading<>(xs.iterator(), read);
        ResultBook book = new ResultBook();
        call(test, xs instanceof Collection<?> ? xs : reading, options, book).run();
        List<A> chosen = new ArrayList<>();
        if (xs instanceof Collection<? extends A> all) {
            read.addAll(all);
        }
        book.byIndex().forEach((index, isChosen) -> {
            if (Boolean.TRUE.equals(isChosen)) {
                chosen.add(read.get(Math.toIntExact(index)));
            }
        });
        return chosen;
    }

    /**
     * Applies {@code f} to every element and combines the values, those of each chunk on its worker.
     *
     * @param operator associative; neighbours are combined in the order of the input
     * @return empty if there was no element
     */
    public final <A, R> Optional<R> mapReduce(
            Task<? super A, ? extends R> f, Task2<R, R, R> operator, Iterable<? extends A> xs, MapOptions options) {
        Operator<R> combine = new Operator<>(operator);
        @SuppressWarnings("unchecked") // the values are what f and the operator return
        Combined outcomes = new Combined((BinaryOperator<Object>) (BinaryOperator<?>) combine);
        call(new Combining.Pair<A, R>(f, combine), xs, options, outcomes).run();
        @SuppressWarnings("unchecked")
        List<R> whole = (List<R>) outcomes.whole();
        return whole.isEmpty() ? Optional.empty() : Optional.ofNullable(whole.get(0));
    }

    /** Combines the elements, those of each chunk on its worker; {@code operator} as in {@link #mapReduce}. */
    public final <A> Optional<A> reduce(Task2<A, A, A> operator, Iterable<? extends A> xs, MapOptions options) {
        return mapReduce(new Form.Same<A>(), operator, xs, options);
    }

    /** Does something once in the pool, and waits for its result. */
    public final <R> R run(Work<? extends R> work, MapOptions options) {
        List<R> result = map(new Form.Calling<R>(work), Collections.singletonList(null), options);
        return result.isEmpty() ? null : result.get(0);
    }

    /** Does something with every element. */
    public final <A> void each(Effect<? super A> effect, Iterable<? extends A> xs, MapOptions options) {
        call(new Form.Doing<A>(effect), xs, options, new Discarded()).run();
    }

    public final <A, R> List<R> flatMap(Task<? super A, ? extends Iterable<? extends R>> f, Iterable<? extends A> xs) {
        return flatMap(f, xs, MapOptions.DEFAULT);
    }

    public final <A> List<A> filter(Task<? super A, Boolean> test, Iterable<? extends A> xs) {
        return filter(test, xs, MapOptions.DEFAULT);
    }

    public final <A, R> Optional<R> mapReduce(
            Task<? super A, ? extends R> f, Task2<R, R, R> operator, Iterable<? extends A> xs) {
        return mapReduce(f, operator, xs, MapOptions.DEFAULT);
    }

    public final <A> Optional<A> reduce(Task2<A, A, A> operator, Iterable<? extends A> xs) {
        return reduce(operator, xs, MapOptions.DEFAULT);
    }

    public final <R> R run(Work<? extends R> work) {
        return run(work, MapOptions.DEFAULT);
    }

    public final <A> void each(Effect<? super A> effect, Iterable<? extends A> xs) {
        each(effect, xs, MapOptions.DEFAULT);
    }

    /** This pool as an executor: what is submitted runs in the pool. Closing the executor leaves the pool open. */
    public final ExecutorService executor() {
        return new PoolExecutor(this);
    }

    /** Reads an input, and keeps what was read. */
    private record Reading<A>(Iterator<? extends A> input, List<A> read) implements Iterator<A> {
        @Override
        public boolean hasNext() {
            return input.hasNext();
        }

        @Override
        public A next() {
            A element = input.next();
            read.add(element);
            return element;
        }
    }

    /** A task as an operator. */
    private record Operator<R>(Task2<R, R, R> f) implements BinaryOperator<R>, Serializable {
        @Override
        public R apply(R left, R right) {
            return f.apply(left, right);
        }
    }

    /** What an executor's future ends with: the user's own exception. */
    static <R> void finish(CompletableFuture<R> future, MapFuture<R> map) {
        var unused = map.whenComplete((results, error) -> {
            if (error instanceof MapException failed) {
                future.completeExceptionally(failed.failures().get(0).exception());
            } else if (error != null) {
                future.completeExceptionally(error);
            } else {
                future.complete(results.get(0));
            }
        });
    }
}
