package glimpse.cluster.closure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jars of sessions by their content. Hashes are kept until the file changes. Any thread. */
public final class JarFiles {
    private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

    private JarFiles() {}

    /** A reference to each jar, in the same order. */
    public static List<JarRef> refs(List<Path> jars) {
        List<JarRef> refs = new ArrayList<>();
        for (Path each : jars) {
            refs.add(ref(each));
        }
        return refs;
    }

    /** The reference to a jar. */
    public static JarRef ref(Path jar) {
        try {
            Known known = KNOWN.get(jar);
            FileTime modified = Files.getLastModifiedTime(jar);
            if (known == null || known.sizeBytes != Files.size(jar) || !known.modified.equals(modified)) {
                byte[] bytes = Files.readAllBytes(jar);
                JarRef ref = new JarRef(Sha256.hex(bytes), String.valueOf(jar.getFileName()));
                known = new Known(bytes.length, modified, ref);
                KNOWN.put(jar, known);
            }
            return known.ref;
        } catch (IOException e) {
            throw new UncheckedIOException("jar of the session: " + jar, e);
        }
    }

    private record Known(long sizeBytes, FileTime modified, JarRef ref) {}
}
