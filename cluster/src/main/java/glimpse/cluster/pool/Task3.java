package glimpse.cluster.pool;

import java.io.Serializable;

/** A function of three arguments that may throw any exception, and that travels. */
@FunctionalInterface
public interface Task3<A, B, C, R> extends Serializable {

    /** Does the work for one element of each input. */
    R call(A first, B second, C third) throws Exception;
}
