package glimpse.cluster.closure;

import java.io.IOException;
import java.nio.file.Path;

/** Where a worker gets the jars of an image. */
@FunctionalInterface
public interface JarSource {

    /** The jar as a local file, which stays for the life of this JVM; may wait while it is fetched. */
    Path jar(JarRef jar) throws IOException;
}
