package glimpse.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Which job server a test runs against: both must do. */
enum JobServer {
    OURS {
        @Override
        Program start(int port) {
            return listening(
                    Program.glimpse("gearmand", "-L", "127.0.0.1", "-p", Integer.toString(port), "-l", "stderr"), port);
        }
    },
    C {
        @Override
        Program start(int port) {
            return listening(
                    Program.command("gearmand", "-L", "127.0.0.1", "-p", Integer.toString(port), "-l", "stderr"), port);
        }
    };

    /** Starts it and waits until it accepts connections. */
    abstract Program start(int port);

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
