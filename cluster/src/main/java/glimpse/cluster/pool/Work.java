package glimpse.cluster.pool;

import java.io.Serializable;
import java.util.concurrent.Callable;

/** Something to do once, with a result, and that travels. */
@FunctionalInterface
public interface Work<R> extends Callable<R>, Serializable {}
