package glimpse.server.command;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;

/** The few calls of Linux's C library that Java has no words for. Each fails with the error number. */
interface LibC extends Library {
    int RLIMIT_CORE = 4;
    int RLIMIT_NOFILE = 7;
    int O_RDWR = 2;

    /** Loads the library; costs a tenth of a second, once. */
    static LibC load(String purpose) throws IOException {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            throw new IOException(purpose + " needs 64-bit Linux (found: " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ")");
        }
        try {
            return Native.load("c", LibC.class);
        } catch (UnsatisfiedLinkError e) {
            throw new IOException(purpose + " needs the C library: " + e.getMessage(), e);
        }
    }

    /** Reads a limit into two numbers: soft, hard. */
    int getrlimit(int resource, long[] softAndHard) throws LastErrorException;

    int setrlimit(int resource, long[] softAndHard) throws LastErrorException;

    int geteuid();

    /** The entry of a user, null for none: name and password as pointers, then user and group as ints. */
    Pointer getpwnam(String name);

    /** Other than 0 is an error; the error number alone says nothing here, for success may leave one behind. */
    int initgroups(String user, int group);

    int setgid(int group) throws LastErrorException;

    int setuid(int user) throws LastErrorException;

    int setsid() throws LastErrorException;

    int open(String path, int flags) throws LastErrorException;

    int dup2(int from, int to) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
}
