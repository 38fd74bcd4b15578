package glimpse.server.command;

import glimpse.server.log.FileReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with the process id while the server runs; or none, if nobody asked for one. */
final class PidFile {
    private final Path path;

    private PidFile(Path path) {
        this.path = path;
    }

    /**
     * Writes the file, over one that is there.
     *
     * @param path null for no file
     * @throws IOException if it cannot be written; the message is for the user
     */
    static PidFile write(String path) throws IOException {
        if (path == null) {
            return new PidFile(null);
        }
        try {
            Path file = Path.of(path);
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
            return new PidFile(file);
        } catch (IOException | RuntimeException e) {
            throw new IOException("Could not open pid file for writing: " + path + " (" + FileReason.of(e) + ")", e);
        }
    }

    void delete() throws IOException {
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }
}
