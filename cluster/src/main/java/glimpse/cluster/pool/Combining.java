package glimpse.cluster.pool;

import java.io.Serializable;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * A function whose values a worker combines, those of each chunk into one, before it sends them.
 *
 * @param <A> the type of the elements
 * @param <R> the type of the values
 */
public interface Combining<A, R> extends Function<A, R>, Serializable {

    /** Combines two neighbouring values; associative, not necessarily commutative. */
    R combine(R left, R right);

    /** A mapping and an operator as one. */
    record Pair<A, R>(Function<? super A, ? extends R> mapping, BinaryOperator<R> operator) implements Combining<A, R> {
        @Override
        public R apply(A element) {
            return mapping.apply(element);
        }

        @Override
        public R combine(R left, R right) {
            return operator.apply(left, right);
        }
    }
}
