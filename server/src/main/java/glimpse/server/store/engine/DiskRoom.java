package glimpse.server.store.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much a file may still grow: what its disk has left for us, and what the process's limit for files leaves. */
final class DiskRoom {
    private static final int RLIMIT_FSIZE = 1;

    private final Path file;
    private final LibC c = Native.load("c", LibC.class);

    /** The one call of Linux's C library that is needed. */
    interface LibC extends Library {
        /** Reads a limit into two numbers: soft, hard; -1 is none. */
        int getrlimit(int resource, long[] softAndHard);
    }

    /** @param file need not be there yet, its folder has to */
    DiskRoom(Path file) {
        this.file = file.toAbsolutePath();
    }

    long fileBytes() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    long bytes() throws IOException {
        long onDisk = Files.getFileStore(file.getParent()).getUsableSpace();
        long[] limit = new long[2];
        boolean limited = c.getrlimit(RLIMIT_FSIZE, limit) == 0 && limit[0] >= 0;
        return limited ? Math.min(onDisk, limit[0] - fileBytes()) : onDisk;
    }
}
