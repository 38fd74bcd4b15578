package glimpse.api;

import glimpse.cluster.pool.Effect;
import glimpse.cluster.pool.Failure;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.MapOptions.OnError;
import glimpse.cluster.pool.ResultStream;
import glimpse.cluster.pool.Results;
import glimpse.cluster.pool.Task;
import glimpse.cluster.pool.Task2;
import glimpse.cluster.pool.Task3;
import glimpse.cluster.pool.Work;
import glimpse.kernel.cluster.SessionCluster;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The other forms of {@code map}, and its options, for every cell. */
public final class Forms {
    private Forms() {}

    /** Applies a function to the first elements of both inputs, then to the second ones, and so on until the shorter ends. */
    public static <A, B, R> List<R> map(
            Task2<? super A, ? super B, ? extends R> f, Iterable<? extends A> xs, Iterable<? extends B> ys) {
        return map(f, xs, ys, MapOptions.DEFAULT);
    }

    /** {@link #map(Task2, Iterable, Iterable)} with options. */
    public static <A, B, R> List<R> map(
            Task2<? super A, ? super B, ? extends R> f,
            Iterable<? extends A> xs,
            Iterable<? extends B> ys,
            MapOptions options) {
        return cluster().use(options, (pool, shown) -> pool.map(f, xs, ys, shown));
    }

    /** Applies a function to the elements of three inputs, until the shortest ends. */
    public static <A, B, C, R> List<R> map(
            Task3<? super A, ? super B, ? super C, ? extends R> f,
            Iterable<? extends A> xs,
            Iterable<? extends B> ys,
            Iterable<? extends C> zs) {
        return map(f, xs, ys, zs, MapOptions.DEFAULT);
    }

    /** {@link #map(Task3, Iterable, Iterable, Iterable)} with options. */
    public static <A, B, C, R> List<R> map(
            Task3<? super A, ? super B, ? super C, ? extends R> f,
            Iterable<? extends A> xs,
            Iterable<? extends B> ys,
            Iterable<? extends C> zs,
            MapOptions options) {
        return cluster().use(options, (pool, shown) -> pool.map(f, xs, ys, zs, shown));
    }

    /** Begins a map and returns at once; the future has {@code progress()}, {@code results()} so far, {@code cancel(true)} and {@code get()}. */
    public static <A, R> MapFuture<R> mapAsync(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return mapAsync(f, xs, MapOptions.DEFAULT);
    }

    /** {@link #mapAsync(Task, Iterable)} with a function from a variable. */
    public static <A, R> MapFuture<R> mapAsync(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return cluster().mapAsync(f, xs, MapOptions.DEFAULT);
    }

    /** {@link #mapAsync(Task, Iterable)} with options. */
    public static <A, R> MapFuture<R> mapAsync(
            Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return cluster().mapAsync(f, xs, options);
    }

    /** The results in order, as they come: {@code for (var y : imap(f, xs))}. The input may be without end, it is read as results are taken. */
    public static <A, R> ResultStream<R> imap(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return imap(f, xs, MapOptions.DEFAULT);
    }

    /** {@link #imap(Task, Iterable)} with options. */
    public static <A, R> ResultStream<R> imap(
            Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return cluster().stream(options, (pool, shown) -> pool.imap(f, xs, shown));
    }

    /** The results in the order of their arrival. */
    public static <A, R> ResultStream<R> imapUnordered(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return imapUnordered(f, xs, MapOptions.DEFAULT);
    }

    /** {@link #imapUnordered(Task, Iterable)} with options. */
    public static <A, R> ResultStream<R> imapUnordered(
            Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return cluster().stream(options, (pool, shown) -> pool.imapUnordered(f, xs, shown));
    }

    /** All results of all elements, in order. */
    public static <A, R> List<R> flatMap(Task<? super A, ? extends Iterable<? extends R>> f, Iterable<? extends A> xs) {
        return flatMap(f, xs, MapOptions.DEFAULT);
    }

    /** {@link #flatMap(Task, Iterable)} with options. */
    public static <A, R> List<R> flatMap(
            Task<? super A, ? extends Iterable<? extends R>> f, Iterable<? extends A> xs, MapOptions options) {
        return cluster().use(options, (pool, shown) -> pool.<A, R>flatMap(f, xs, shown));
    }

    /** The elements for which the test is true, in order. */
    public static <A> List<A> filter(Task<? super A, Boolean> test, Iterable<? extends A> xs) {
        return filter(test, xs, MapOptions.DEFAULT);
    }

    /** {@link #filter(Task, Iterable)} with options. */
    public static <A> List<A> filter(Task<? super A, Boolean> test, Iterable<? extends A> xs, MapOptions options) {
        return cluster().use(options, (pool, shown) -> pool.<A>filter(test, xs, shown));
    }

    /** Combines the elements by an associative operator, on the workers first; empty if there is none. */
    public static <A> Optional<A> reduce(Task2<A, A, A> operator, Iterable<? extends A> xs) {
        return cluster().use(MapOptions.DEFAULT, (pool, shown) -> pool.<A>reduce(operator, xs, shown));
    }

    /** Applies a function to every element and combines the results by an associative operator, on the workers first. */
    public static <A, R> Optional<R> mapReduce(
            Task<? super A, ? extends R> f, Task2<R, R, R> operator, Iterable<? extends A> xs) {
        return mapReduce(f, operator, xs, MapOptions.DEFAULT);
    }

    /** {@link #mapReduce(Task, Task2, Iterable)} with options. */
    public static <A, R> Optional<R> mapReduce(
            Task<? super A, ? extends R> f, Task2<R, R, R> operator, Iterable<? extends A> xs, MapOptions options) {
        return cluster().use(options, (pool, shown) -> pool.<A, R>mapReduce(f, operator, xs, shown));
    }

    /** Does something once on a worker, and waits for its result. */
    public static <R> R run(Work<? extends R> work) {
        return cluster().use(MapOptions.DEFAULT, (pool, shown) -> pool.<R>run(work, shown));
    }

    /** Does something with every element, on the workers. */
    public static <A> void each(Effect<? super A> effect, Iterable<? extends A> xs) {
        each(effect, xs, MapOptions.DEFAULT);
    }

    /** {@link #each(Effect, Iterable)} with options. */
    public static <A> void each(Effect<? super A> effect, Iterable<? extends A> xs, MapOptions options) {
        cluster().use(options, (pool, shown) -> {
            pool.each(effect, xs, shown);
            return null;
        });
    }

    /** Options to build on: {@code options().withChunkSize(10).withRetries(2).withElementTimeout(Duration.ofSeconds(5))}. */
    public static MapOptions options() {
        return MapOptions.DEFAULT;
    }

    /** Options for a map that throws nothing: {@code null} stands for what failed, and {@link #failures} tells it. */
    public static MapOptions collect() {
        return MapOptions.DEFAULT.withOnError(OnError.COLLECT);
    }

    /** Options for a map that leaves out what failed; {@link #failures} tells it. */
    public static MapOptions skip() {
        return MapOptions.DEFAULT.withOnError(OnError.SKIP);
    }

    /** Options for a map that ends at the first failure. */
    public static MapOptions failFast() {
        return MapOptions.DEFAULT.withOnError(OnError.STOP);
    }

    /** What failed in a map with {@code collect()} or {@code skip()}, in the order of the input. */
    public static List<Failure> failures(List<?> results) {
        if (results instanceof Results<?> known) {
            return known.failures();
        }
        throw new IllegalArgumentException("not the results of a map with collect() or skip()");
    }

    private static SessionCluster cluster() {
        return SessionCluster.current();
    }
}
