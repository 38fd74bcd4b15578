package glimpse.server.command;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The way into the background. A JVM cannot fork: the process that was started starts itself once more and waits for that one's word
 * that it serves.
 *
 * <pre>
 *   gearmand -d ──starts──► gearmand -d, with GLIMPSE_DAEMON set: session of its own, serves
 *       waits ◄──one byte on its standard output── then standard input, output and error are /dev/null
 *       exit 0
 * </pre>
 */
final class Daemon {
    /** Set in the environment of the process that goes to the background. */
    private static final String MARK = "GLIMPSE_DAEMON";

    private static final int READY = '+';

    private Daemon() {}

    /** Whether this process is the one in the background. */
    static boolean isChild(Map<String, String> environment) {
        return environment.containsKey(MARK);
    }

    /**
     * Starts the process in the background.
     *
     * @return the exit code: 0 as soon as it serves, its own if it ends before; what it has to say it says on our standard error
     */
    static int start() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ownCommand())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(MARK, "1");
        Process child = builder.start();
        try (InputStream in = child.getInputStream()) {
            return in.read() == READY ? 0 : child.waitFor();
        }
    }

    /** The words this process was started with. */
    private static List<String> ownCommand() throws IOException {
        byte[] words = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        String text = new String(words, Charset.defaultCharset());
        List<String> command =
                new ArrayList<>(List.of(text.substring(0, text.length() - 1).split("\0", -1)));
        ProcessHandle.current().info().command().ifPresent(java -> command.set(0, java));
        return command;
    }

    /** Leaves the session of the terminal. In the child, before it serves. */
    static void detach() throws IOException {
        try {
            LibC.load("--daemon").setsid();
        } catch (LastErrorException e) {
            throw new IOException("Could not leave the terminal's session: " + e.getMessage(), e);
        }
    }

    /** Tells the waiting process and lets go of its streams. In the child, when it serves. */
    static void ready() throws IOException {
        System.out.write(READY);
        System.out.flush();
        LibC c = LibC.load("--daemon");
        int nothing = c.open("/dev/null", LibC.O_RDWR);
        IntConsumer replace = stream -> c.dup2(nothing, stream);
        replace.accept(0);
        replace.accept(1);
        replace.accept(2);
        c.close(nothing);
    }
}
