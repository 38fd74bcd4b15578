package glimpse.cluster.pool;

import glimpse.cluster.closure.Image;
import java.nio.file.Path;
import java.util.Map;

/** Has images at hand for the workers that will need them. */
interface ImageHolder {
    /** Has the image, and its jars by their hashes, at hand until {@link #release}. */
    void hold(Image image, Map<String, Path> jars);

    void release(Image image);
}
