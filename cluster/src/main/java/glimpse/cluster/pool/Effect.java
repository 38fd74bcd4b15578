package glimpse.cluster.pool;

import java.io.Serializable;

/** Something to do with each element, without a result, and that travels. */
@FunctionalInterface
public interface Effect<A> extends Serializable {
    void call(A element) throws Exception;
}
