package glimpse.cluster.closure;

import java.io.IOException;
import java.util.function.Supplier;

/** Where the values are whose handles arrive in a stream. Any thread. */
@FunctionalInterface
public interface SharedSource {
    /** Has none. */
    SharedSource NONE = (id, loader) -> {
        throw new IOException(
                "a shared value where none can be had (expected: in the function or the inputs of a map)");
    };

    /**
     * The value, which is here for as long as what is returned is.
     *
     * @param id of the handle
     * @param loader of the classes of the stream that the handle is in
     * @throws IOException if it cannot be had
     */
    Supplier<?> value(String id, ClassLoader loader) throws IOException;
}
