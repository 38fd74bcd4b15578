package glimpse.cluster.pool;

import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.Shared;
import java.nio.file.Path;
import java.util.Map;

/** Has at hand what workers will need. */
interface ImageHolder {
    /** Has the image, and its jars by their hashes, at hand until {@link #release(Image)}. */
    void hold(Image image, Map<String, Path> jars);

    void release(Image image);

    /** Has the value at hand until {@link #release(Shared)}. */
    void hold(Shared<?> value);

    void release(Shared<?> value);
}
