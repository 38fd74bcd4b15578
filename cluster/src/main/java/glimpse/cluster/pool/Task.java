package glimpse.cluster.pool;

import java.io.Serializable;
import java.util.function.Function;

/**
 * A function that may throw any exception, and that travels. Where a method takes a {@link Function} and, in an overload, a {@code Task}, a
 * lambda or a method reference becomes a {@code Task}, so that it may throw checked exceptions; a {@code Function} from a variable stays one.
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // intended: the same function, allowed to throw
public interface Task<A, R> extends Function<A, R>, Serializable {

    /** Does the work for one element. */
    R call(A element) throws Exception;

    /** {@link #call}, whose exceptions leave as they are, checked or not. */
    @Override
    default R apply(A element) {
        try {
            return call(element);
        } catch (Exception e) {
            throw Unchecked.asIs(e);
        }
    }
}
