package glimpse.cluster.closure;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The classes of a running session, as a capture reads them. Any thread may call. */
public interface SessionClasses {

    /** The loader that has defined, or can define, the classes of the snippets and of the session's jars. */
    ClassLoader loader();

    /** The bytes of a snippet's class as last defined, rewritten; empty if {@code binaryName} is not a class of a snippet. */
    Optional<byte[]> classBytes(String binaryName);

    /** The cell that a snippet's class came from, if it is known. */
    Optional<SourceLines> sourceLines(String binaryName);

    /** The jars added to the session, in the order of addition. */
    List<Path> jars();
}
