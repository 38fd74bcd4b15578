package glimpse.cluster.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder: one folder in it for each submission, one file in that for each name. Files come into being whole. Any thread. */
final class FolderStore implements ResultStore {
    private static final String PART = ".part-";

    private final Path folder;

    /** @throws IOException if the folder is not there and cannot be made */
    FolderStore(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
    }

    @Override
    public boolean put(String submission, String name, byte[] content) throws IOException {
        Path file = file(submission, name);
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            return false;
        }
        Path part = file.resolveSibling(PART + UUID.randomUUID());
        try {
            try (var out = Files.newByteChannel(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(content));
            }
            Files.createLink(file, part); // a move would replace what another has put
            return true;
        } catch (FileAlreadyExistsException other) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (noLinks instanceof NoSuchFileException gone) {
                throw gone;
            }
            return putWithoutLink(file, part);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Where files cannot have two names. */
    private static boolean putWithoutLink(Path file, Path part) throws IOException {
        try {
            Files.move(part, file);
            return true;
        } catch (FileAlreadyExistsException other) {
            return false;
        }
    }

    @Override
    public Optional<byte[]> get(String submission, String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(submission, name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> names(String submission) throws IOException {
        return list(folder.resolve(ResultStore.requireName(submission)));
    }

    @Override
    public List<String> submissions() throws IOException {
        return list(folder);
    }

    private static List<String> list(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    @Override
    public void remove(String submission, String name) throws IOException {
        Files.deleteIfExists(file(submission, name));
    }

    @Override
    public void remove(String submission) throws IOException {
        Path its = folder.resolve(ResultStore.requireName(submission));
        try (Stream<Path> files = Files.list(its)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(its);
    }

    private Path file(String submission, String name) {
        return folder.resolve(ResultStore.requireName(submission)).resolve(ResultStore.requireName(name));
    }

    @Override
    public String toString() {
        return "folder " + folder;
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
