package glimpse.cluster.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder for files that live no longer than this process: {@code glimpse-*} in the system's folder for temporary files, which
 * only its owner can enter. It goes when the process ends; where the process was killed, the next one removes it. Any thread.
 *
 * <p>Who is alive is told by a lock on a file in the folder, not by a process id: containers share folders but not process ids.
 */
public final class Scratch {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final String PREFIX = "glimpse-";
    private static final String LOCK = "lock";

    /** A folder without a lock is one that is just being made, or none of ours. */
    private static final Duration NEW = Duration.ofMinutes(1);

    private static Scratch ofThisProcess;

    private final Path folder;

    /** Held until the process ends. */
    private final FileLock lock;

    private Scratch(Path parent) throws IOException {
        folder = Files.createTempDirectory(parent, PREFIX);
        lock = lock(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** The folder of this process; made, and stale ones removed, when first asked for. */
    public static synchronized Path folder() {
        if (ofThisProcess == null) {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            try {
                ofThisProcess = new Scratch(temporary);
            } catch (IOException e) {
                throw new UncheckedIOException("no folder for temporary files in " + temporary, e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(ofThisProcess::end, "glimpse-scratch-end"));
            sweep(temporary);
        }
        return ofThisProcess.folder;
    }

    /** Makes a folder in that folder; {@link #remove} it when it is no longer needed, or leave it to the end of the process. */
    public static Path newFolder(String name) {
        try {
            return Files.createTempDirectory(folder(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a file, or a folder with all that is in it, as far as that is possible. */
    public static void remove(Path path) {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} stays: {}", path, e.toString());
        }
    }

    private void end() {
        remove(folder);
        LOG.debug("{} {}", folder, lock.isValid());
    }

    /** Removes the folders of processes that were killed. */
    static void sweep(Path temporary) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path each : folders) {
                if (isStale(each)) {
                    remove(each);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("sweeping {}", temporary, e);
        }
    }

    private static boolean isStale(Path folder) {
        Path file = folder.resolve(LOCK);
        if (!Files.isWritable(file)) {
            return false;
        }
        try {
            boolean isNew = Files.getLastModifiedTime(file)
                    .toInstant()
                    .isAfter(Instant.now().minus(NEW));
            FileLock free = isNew ? null : lock(file, StandardOpenOption.WRITE);
            if (free == null) {
                return false;
            }
            free.acquiredBy().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Null if another process has it, or this one. */
    private static FileLock lock(Path file, StandardOpenOption... how) throws IOException {
        FileChannel channel = FileChannel.open(file, how);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (OverlappingFileLockException ours) {
            channel.close();
            return null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
