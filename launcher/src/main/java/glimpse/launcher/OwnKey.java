package glimpse.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.cluster.config.UserFolders;
import glimpse.cluster.security.ClusterKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of all clusters that this user's sessions start for themselves: a file beside the store of their detached work, which the next
 * session can so open. Only the user can read it.
 */
final class OwnKey {
    private static final Logger LOG = LoggerFactory.getLogger(OwnKey.class);

    private OwnKey() {}

    /** The user's key, made when there is none; where no file can be made, one for this session. */
    static ClusterKey get() {
        return get(UserFolders.data().resolve("key"));
    }

    static ClusterKey get(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            String text = Files.readString(file).strip();
            if (!text.isEmpty()) {
                return ClusterKey.of(text);
            }
            LOG.warn("{} is empty; this session has a key of its own", file);
        } catch (IOException e) {
            LOG.debug("no key in {}", file, e);
        }
        return ClusterKey.random();
    }

    /** Whole or not at all; the first of two sessions that start at once wins. */
    private static void make(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] folderRights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        FileAttribute<?>[] fileRights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(file.getParent(), folderRights);
        Path part = file.resolveSibling(".key-" + ProcessHandle.current().pid());
        Files.deleteIfExists(part);
        try {
            String key = ClusterKey.random().text().orElseThrow() + "\n";
            try (var out = Files.newByteChannel(
                    part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), fileRights)) {
                out.write(ByteBuffer.wrap(key.getBytes(UTF_8)));
            }
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException | UnsupportedOperationException other) {
            LOG.debug("{}", file, other);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
