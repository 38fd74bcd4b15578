package glimpse.server.command;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the process may do: its limits and its user. All of it counts for the whole process, whichever thread calls. */
final class Privileges {
    private static final long NO_LIMIT = -1;
    /** For what is opened later: sockets that listen, event loops, log, queue, and classes from the program's files. */
    private static final int SPARE_DESCRIPTORS = 32;

    private Privileges() {}

    /**
     * Allows so many open files; more than the hard limit needs root.
     *
     * @throws IOException too if the server itself would not have enough of them
     */
    static void fileDescriptors(long count) throws IOException {
        LibC c = LibC.load("--file-descriptors");
        long least = open() + SPARE_DESCRIPTORS;
        if (count < least) {
            throw new IOException("file-descriptors " + count + " (expected: >= " + least
                    + ", so many the server needs without any connection)");
        }
        try {
            long[] limit = new long[2];
            c.getrlimit(LibC.RLIMIT_NOFILE, limit);
            limit[0] = count;
            if (Long.compareUnsigned(limit[1], count) < 0) {
                limit[1] = count;
            }
            c.setrlimit(LibC.RLIMIT_NOFILE, limit);
        } catch (LastErrorException e) {
            throw new IOException(
                    "Failed to set limit for the number of file descriptors. Try running as root or giving a smaller"
                            + " value to -f. (" + count + ": " + e.getMessage() + ")",
                    e);
        }
    }

    /** How many descriptors are open: of a JVM some for the program itself. */
    private static long open() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    /** Allows a core file of any size. */
    static void coredump() throws IOException {
        LibC c = LibC.load("--coredump");
        try {
            c.setrlimit(LibC.RLIMIT_CORE, new long[] {NO_LIMIT, NO_LIMIT});
        } catch (LastErrorException e) {
            throw new IOException("Failed to set limit for core files: " + e.getMessage() + " (expected: root)", e);
        }
    }

    /** Becomes a user with its groups, for ever; only root can. */
    static void become(String user) throws IOException {
        LibC c = LibC.load("--user");
        if (c.geteuid() != 0) {
            throw new IOException("Must be root to switch users.");
        }
        Pointer entry = c.getpwnam(user);
        if (entry == null) {
            throw new IOException("Could not find user '" + user + "'.");
        }
        int uid = entry.getInt(2L * Native.POINTER_SIZE);
        int gid = entry.getInt(2L * Native.POINTER_SIZE + Integer.BYTES);
        try {
            if (c.initgroups(user, gid) != 0) {
                throw new IOException("Could not take the groups of user '" + user + "'.");
            }
            c.setgid(gid);
            c.setuid(uid);
        } catch (LastErrorException e) {
            throw new IOException("Could not switch to user '" + user + "': " + e.getMessage(), e);
        }
    }
}
