package glimpse.launcher;

import glimpse.cluster.config.ClusterConfig;
import glimpse.kernel.interpreter.JavaInterpreter;
import glimpse.kernel.jupyter.JupyterKernel;
import glimpse.kernel.jupyter.KernelOptions;
import glimpse.kernel.jupyter.history.History;
import glimpse.kernel.jupyter.wire.ConnectionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/** A kernel from the start of its process to its end. Reads no options: what reads them costs a start a fifth of a second. */
final class KernelProcess {
    /** What is left after the kernel is closed: shutdown hooks of the session's own libraries. */
    private static final long EXIT_MILLIS = 200;

    private KernelProcess() {}

    /** What Jupyter starts; gives the exit status. */
    static int run(Path connectionFile) {
        try {
            run(connectionFile, History.ofUser());
            return 0;
        } catch (IOException e) {
            System.err.println("glimpse kernel: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    /**
     * Runs until a client asks the kernel to end, or the client that started it has gone; the process ends soon after.
     *
     * @throws IOException if the connection file cannot be read, or an address is taken
     */
    static void run(Path connectionFile, History history) throws IOException, InterruptedException {
        run(connectionFile, history, kernel -> {});
        haltSoon();
    }

    /**
     * As {@link #run(Path, History)}, in a process that may go on.
     *
     * @param bound called when the sockets are bound
     */
    static void run(Path connectionFile, History history, Consumer<JupyterKernel> bound)
            throws IOException, InterruptedException {
        FutureTask<JavaInterpreter> session = new FutureTask<>(KernelProcess::session);
        Thread opener = new Thread(session, "kernel-session");
        opener.setDaemon(true);
        opener.start(); // first of all: it takes the longest
        ConnectionFile connection = ConnectionFile.read(connectionFile);
        KernelOptions options = new KernelOptions(Release.version(), history);
        try (JupyterKernel kernel = JupyterKernel.start(connection, options, () -> result(session))) {
            bound.accept(kernel);
            Signals.register("INT", kernel::interrupt);
            kernel.endWithParent();
            ClassArchive.deleteIfDamaged();
            kernel.awaitEnd();
        }
    }

    private static JavaInterpreter result(FutureTask<JavaInterpreter> session) throws Exception {
        try {
            return session.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** A cell's shutdown hook that hangs must not keep the process. */
    private static void haltSoon() {
        Thread thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(EXIT_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(0);
                },
                "kernel-halt");
        thread.setDaemon(true);
        thread.start();
    }

    private static JavaInterpreter session() {
        return Sessions.openWarm(ClusterConfig.fromEnvironment(), List.of());
    }
}
