package glimpse.cluster.pool;

import java.io.Serializable;
import java.util.function.BiFunction;

/** A function of two arguments that may throw any exception, and that travels. */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // intended: the same function, allowed to throw
public interface Task2<A, B, R> extends BiFunction<A, B, R>, Serializable {

    /** Does the work for one element of each input. */
    R call(A first, B second) throws Exception;

    /** {@link #call}, whose exceptions leave as they are, checked or not. */
    @Override
    default R apply(A first, B second) {
        try {
            return call(first, second);
        } catch (Exception e) {
            throw Unchecked.asIs(e);
        }
    }
}
