package glimpse.cluster.closure.runtime;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * The same as {@link Functions} for the interfaces over {@code int}, {@code long} and {@code double}.
 *
 * <p>Each method here has the receiver, if there is one, as its first parameter, and else the name and the types of the one it stands for.
 */
@SuppressWarnings("overloads") // called by bytecode alone, which names the exact types
public final class PrimitiveFunctions {
    private PrimitiveFunctions() {}

    public static IntUnaryOperator andThen(IntUnaryOperator f, IntUnaryOperator after) {
        requireNonNull(after);
        return Inherited.by(f, IntUnaryOperator.class, "andThen", IntUnaryOperator.class)
                ? (IntUnaryOperator & Serializable) x -> after.applyAsInt(f.applyAsInt(x))
                : f.andThen(after);
    }

    public static IntUnaryOperator compose(IntUnaryOperator f, IntUnaryOperator before) {
        requireNonNull(before);
        return Inherited.by(f, IntUnaryOperator.class, "compose", IntUnaryOperator.class)
                ? (IntUnaryOperator & Serializable) x -> f.applyAsInt(before.applyAsInt(x))
                : f.compose(before);
    }

    public static IntUnaryOperator intIdentity() {
        return (IntUnaryOperator & Serializable) x -> x;
    }

    public static IntPredicate and(IntPredicate f, IntPredicate other) {
        requireNonNull(other);
        return Inherited.by(f, IntPredicate.class, "and", IntPredicate.class)
                ? (IntPredicate & Serializable) x -> f.test(x) && other.test(x)
                : f.and(other);
    }

    public static IntPredicate or(IntPredicate f, IntPredicate other) {
        requireNonNull(other);
        return Inherited.by(f, IntPredicate.class, "or", IntPredicate.class)
                ? (IntPredicate & Serializable) x -> f.test(x) || other.test(x)
                : f.or(other);
    }

    public static IntPredicate negate(IntPredicate f) {
        return Inherited.by(f, IntPredicate.class, "negate")
                ? (IntPredicate & Serializable) x -> !f.test(x)
                : f.negate();
    }

    public static IntConsumer andThen(IntConsumer f, IntConsumer after) {
        requireNonNull(after);
        return Inherited.by(f, IntConsumer.class, "andThen", IntConsumer.class)
                ? (IntConsumer & Serializable) x -> {
                    f.accept(x);
                    after.accept(x);
                }
                : f.andThen(after);
    }

    public static LongUnaryOperator andThen(LongUnaryOperator f, LongUnaryOperator after) {
        requireNonNull(after);
        return Inherited.by(f, LongUnaryOperator.class, "andThen", LongUnaryOperator.class)
                ? (LongUnaryOperator & Serializable) x -> after.applyAsLong(f.applyAsLong(x))
                : f.andThen(after);
    }

    public static LongUnaryOperator compose(LongUnaryOperator f, LongUnaryOperator before) {
        requireNonNull(before);
        return Inherited.by(f, LongUnaryOperator.class, "compose", LongUnaryOperator.class)
                ? (LongUnaryOperator & Serializable) x -> f.applyAsLong(before.applyAsLong(x))
                : f.compose(before);
    }

    public static LongUnaryOperator longIdentity() {
        return (LongUnaryOperator & Serializable) x -> x;
    }

    public static LongPredicate and(LongPredicate f, LongPredicate other) {
        requireNonNull(other);
        return Inherited.by(f, LongPredicate.class, "and", LongPredicate.class)
                ? (LongPredicate & Serializable) x -> f.test(x) && other.test(x)
                : f.and(other);
    }

    public static LongPredicate or(LongPredicate f, LongPredicate other) {
        requireNonNull(other);
        return Inherited.by(f, LongPredicate.class, "or", LongPredicate.class)
                ? (LongPredicate & Serializable) x -> f.test(x) || other.test(x)
                : f.or(other);
    }

    public static LongPredicate negate(LongPredicate f) {
        return Inherited.by(f, LongPredicate.class, "negate")
                ? (LongPredicate & Serializable) x -> !f.test(x)
                : f.negate();
    }

    public static LongConsumer andThen(LongConsumer f, LongConsumer after) {
        requireNonNull(after);
        return Inherited.by(f, LongConsumer.class, "andThen", LongConsumer.class)
                ? (LongConsumer & Serializable) x -> {
                    f.accept(x);
                    after.accept(x);
                }
                : f.andThen(after);
    }

    public static DoubleUnaryOperator andThen(DoubleUnaryOperator f, DoubleUnaryOperator after) {
        requireNonNull(after);
        return Inherited.by(f, DoubleUnaryOperator.class, "andThen", DoubleUnaryOperator.class)
                ? (DoubleUnaryOperator & Serializable) x -> after.applyAsDouble(f.applyAsDouble(x))
                : f.andThen(after);
    }

    public static DoubleUnaryOperator compose(DoubleUnaryOperator f, DoubleUnaryOperator before) {
        requireNonNull(before);
        return Inherited.by(f, DoubleUnaryOperator.class, "compose", DoubleUnaryOperator.class)
                ? (DoubleUnaryOperator & Serializable) x -> f.applyAsDouble(before.applyAsDouble(x))
                : f.compose(before);
    }

    public static DoubleUnaryOperator doubleIdentity() {
        return (DoubleUnaryOperator & Serializable) x -> x;
    }

    public static DoublePredicate and(DoublePredicate f, DoublePredicate other) {
        requireNonNull(other);
        return Inherited.by(f, DoublePredicate.class, "and", DoublePredicate.class)
                ? (DoublePredicate & Serializable) x -> f.test(x) && other.test(x)
                : f.and(other);
    }

    public static DoublePredicate or(DoublePredicate f, DoublePredicate other) {
        requireNonNull(other);
        return Inherited.by(f, DoublePredicate.class, "or", DoublePredicate.class)
                ? (DoublePredicate & Serializable) x -> f.test(x) || other.test(x)
                : f.or(other);
    }

    public static DoublePredicate negate(DoublePredicate f) {
        return Inherited.by(f, DoublePredicate.class, "negate")
                ? (DoublePredicate & Serializable) x -> !f.test(x)
                : f.negate();
    }

    public static DoubleConsumer andThen(DoubleConsumer f, DoubleConsumer after) {
        requireNonNull(after);
        return Inherited.by(f, DoubleConsumer.class, "andThen", DoubleConsumer.class)
                ? (DoubleConsumer & Serializable) x -> {
                    f.accept(x);
                    after.accept(x);
                }
                : f.andThen(after);
    }
}
