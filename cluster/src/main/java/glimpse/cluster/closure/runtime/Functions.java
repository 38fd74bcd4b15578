package glimpse.cluster.closure.runtime;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The default and static methods of {@link java.util.function} over objects, with results that can travel: rewritten code calls these
 * instead.
 *
 * <p>Each method here has the receiver, if there is one, as its first parameter, and else the name and the types of the one it stands for.
 */
@SuppressWarnings("overloads") // called by bytecode alone, which names the exact types
public final class Functions {
    private Functions() {}

    public static <T, R, V> Function<T, V> andThen(Function<T, R> f, Function<? super R, ? extends V> after) {
        requireNonNull(after);
        return Inherited.by(f, Function.class, "andThen", Function.class)
                ? (Function<T, V> & Serializable) t -> after.apply(f.apply(t))
                : f.andThen(after);
    }

    public static <T, R, V> Function<V, R> compose(Function<T, R> f, Function<? super V, ? extends T> before) {
        requireNonNull(before);
        return Inherited.by(f, Function.class, "compose", Function.class)
                ? (Function<V, R> & Serializable) v -> f.apply(before.apply(v))
                : f.compose(before);
    }

    public static <T> Function<T, T> identity() {
        return (Function<T, T> & Serializable) t -> t;
    }

    public static <T, U, R, V> BiFunction<T, U, V> andThen(
            BiFunction<T, U, R> f, Function<? super R, ? extends V> after) {
        requireNonNull(after);
        return Inherited.by(f, BiFunction.class, "andThen", Function.class)
                ? (BiFunction<T, U, V> & Serializable) (t, u) -> after.apply(f.apply(t, u))
                : f.andThen(after);
    }

    public static <T> UnaryOperator<T> unaryIdentity() {
        return (UnaryOperator<T> & Serializable) t -> t;
    }

    public static <T> BinaryOperator<T> minBy(Comparator<? super T> order) {
        requireNonNull(order);
        return (BinaryOperator<T> & Serializable) (a, b) -> order.compare(a, b) <= 0 ? a : b;
    }

    public static <T> BinaryOperator<T> maxBy(Comparator<? super T> order) {
        requireNonNull(order);
        return (BinaryOperator<T> & Serializable) (a, b) -> order.compare(a, b) >= 0 ? a : b;
    }

    public static <T> Predicate<T> and(Predicate<T> f, Predicate<? super T> other) {
        requireNonNull(other);
        return Inherited.by(f, Predicate.class, "and", Predicate.class)
                ? (Predicate<T> & Serializable) t -> f.test(t) && other.test(t)
                : f.and(other);
    }

    public static <T> Predicate<T> or(Predicate<T> f, Predicate<? super T> other) {
        requireNonNull(other);
        return Inherited.by(f, Predicate.class, "or", Predicate.class)
                ? (Predicate<T> & Serializable) t -> f.test(t) || other.test(t)
                : f.or(other);
    }

    public static <T> Predicate<T> negate(Predicate<T> f) {
        return Inherited.by(f, Predicate.class, "negate") ? (Predicate<T> & Serializable) t -> !f.test(t) : f.negate();
    }

    public static <T> Predicate<T> not(Predicate<? super T> f) {
        requireNonNull(f);
        return (Predicate<T> & Serializable) t -> !f.test(t);
    }

    public static <T> Predicate<T> isEqual(Object expected) {
        return (Predicate<T> & Serializable) t -> expected == null ? t == null : expected.equals(t);
    }

    public static <T, U> BiPredicate<T, U> and(BiPredicate<T, U> f, BiPredicate<? super T, ? super U> other) {
        requireNonNull(other);
        return Inherited.by(f, BiPredicate.class, "and", BiPredicate.class)
                ? (BiPredicate<T, U> & Serializable) (t, u) -> f.test(t, u) && other.test(t, u)
                : f.and(other);
    }

    public static <T, U> BiPredicate<T, U> or(BiPredicate<T, U> f, BiPredicate<? super T, ? super U> other) {
        requireNonNull(other);
        return Inherited.by(f, BiPredicate.class, "or", BiPredicate.class)
                ? (BiPredicate<T, U> & Serializable) (t, u) -> f.test(t, u) || other.test(t, u)
                : f.or(other);
    }

    public static <T, U> BiPredicate<T, U> negate(BiPredicate<T, U> f) {
        return Inherited.by(f, BiPredicate.class, "negate")
                ? (BiPredicate<T, U> & Serializable) (t, u) -> !f.test(t, u)
                : f.negate();
    }

    public static <T> Consumer<T> andThen(Consumer<T> f, Consumer<? super T> after) {
        requireNonNull(after);
        return Inherited.by(f, Consumer.class, "andThen", Consumer.class)
                ? (Consumer<T> & Serializable) t -> {
                    f.accept(t);
                    after.accept(t);
                }
                : f.andThen(after);
    }

    public static <T, U> BiConsumer<T, U> andThen(BiConsumer<T, U> f, BiConsumer<? super T, ? super U> after) {
        requireNonNull(after);
        return Inherited.by(f, BiConsumer.class, "andThen", BiConsumer.class)
                ? (BiConsumer<T, U> & Serializable) (t, u) -> {
                    f.accept(t, u);
                    after.accept(t, u);
                }
                : f.andThen(after);
    }
}
