package glimpse.kernel.cell;

import glimpse.kernel.cell.CellOutput.Stream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;

/**
 * {@code System.out}, {@code System.err} and {@code System.in} of this process, shared out to cells: what a thread prints goes to
 * its {@link CurrentCell}, what a thread outside any cell prints goes where it always went.
 */
public final class CellStreams {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private static PrintStream processOut;
    private static PrintStream processErr;
    private static InputStream processIn;

    private CellStreams() {}

    /** Puts the streams in place; the second and later calls do nothing. */
    public static synchronized void install() {
        if (processOut != null) {
            return;
        }
        processOut = System.out;
        processErr = System.err;
        processIn = System.in;
        System.setOut(printStream(Stream.STDOUT, processOut));
        System.setErr(printStream(Stream.STDERR, processErr));
        System.setIn(new CellInput(processIn));
        logInOneLine();
        renewConsoleHandlers();
    }

    /** {@code 15:27:22 INFO shop: sold}; the JDK's own form names the class that a cell was made into. */
    private static void logInOneLine() {
        if (System.getProperty(LOG_FORMAT) == null && System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty(LOG_FORMAT, "%1$tT %4$s %3$s: %5$s%6$s%n");
        }
    }

    /** The standard output the process was started with; for front ends. */
    public static synchronized PrintStream processOut() {
        return processOut == null ? System.out : processOut;
    }

    /** The standard error the process was started with; for front ends. */
    public static synchronized PrintStream processErr() {
        return processErr == null ? System.err : processErr;
    }

    /** The standard input the process was started with; for front ends. */
    public static synchronized InputStream processIn() {
        return processIn == null ? System.in : processIn;
    }

    private static PrintStream printStream(Stream stream, PrintStream elsewhere) {
        OutputStream demux = new CellPrint(stream, elsewhere);
        return new PrintStream(demux, true, StandardCharsets.UTF_8);
    }

    /** java.util.logging keeps the {@code System.err} of its first use; a handler made now writes to the cells. */
    private static void renewConsoleHandlers() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler.getClass() == ConsoleHandler.class) {
                root.removeHandler(handler);
                Handler renewed = new ConsoleHandler();
                renewed.setLevel(handler.getLevel());
                renewed.setFormatter(handler.getFormatter());
                renewed.setFilter(handler.getFilter());
                root.addHandler(renewed);
            }
        }
    }
}
