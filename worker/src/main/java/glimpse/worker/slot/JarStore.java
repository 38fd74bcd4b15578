package glimpse.worker.slot;

import glimpse.cluster.closure.JarRef;
import glimpse.cluster.closure.JarSource;
import glimpse.cluster.closure.Sha256;
import glimpse.cluster.task.PartRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jars of sessions, in a folder, by the hash of their content: {@code <sha-256>.jar}. What is there is not fetched again, also by the
 * next worker on this machine; what has been damaged is. Any thread.
 */
final class JarStore {
    private final Path folder;
    private final ConcurrentHashMap<String, Path> verified = new ConcurrentHashMap<>();

    JarStore(Path folder) {
        this.folder = folder;
    }

    /** The jars as their source has them. */
    JarSource of(ImageSource source) {
        return jar -> path(source, jar);
    }

    private Path path(ImageSource source, JarRef jar) throws IOException {
        Path known = verified.get(jar.hash());
        if (known != null && Files.exists(known)) {
            return known;
        }
        synchronized (this) {
            Path path = folder.resolve(jar.hash() + ".jar");
            if (!Files.exists(path) || !Sha256.hex(Files.readAllBytes(path)).equals(jar.hash())) {
                store(path, fetch(source, jar));
            }
            verified.put(jar.hash(), path);
            return path;
        }
    }

    private byte[] fetch(ImageSource source, JarRef jar) throws IOException {
        try {
            byte[] bytes = source.fetch(PartRequest.Kind.JAR, jar.hash());
            if (!Sha256.hex(bytes).equals(jar.hash())) {
                throw new UnavailableException(
                        "jar " + jar.name() + " arrived with another content than " + jar.hash());
            }
            return bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while fetching " + jar.name()).initCause(e);
        }
    }

    private void store(Path path, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "jar", ".part");
        Files.write(part, bytes);
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
