package glimpse.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Which job server a test runs against: both must do. */
enum JobServer {
    OURS {
        @Override
        Program program(String... arguments) {
            return Program.glimpse("gearmand", arguments);
        }
    },
    C {
        @Override
        Program program(String... arguments) {
            String[] command = new String[arguments.length + 1];
            command[0] = "gearmand";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            return Program.command(command);
        }
    };

    abstract Program program(String... arguments);

    /** Starts it and waits until it accepts connections. */
    Program start(int port) {
        return listening(program("-L", "127.0.0.1", "-p", Integer.toString(port), "-l", "stderr"), port);
    }

    /** Starts it with its queue in a SQLite file. */
    Program start(int port, Path queue) {
        return listening(
                program(
                        "-L",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-l",
                        "stderr",
                        "--queue-type=libsqlite3",
                        "--libsqlite3-db=" + queue),
                port);
    }

    private static Program listening(Program program, int port) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return program;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        program.close();
        throw new AssertionError("no job server on port " + port + "; it said:\n" + program.text());
    }
}
