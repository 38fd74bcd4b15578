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
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse kernel}: what Jupyter starts. Runs until a client asks it to end, or the client that started it has gone. */
@Command(
        name = "kernel",
        description = "The Jupyter kernel; started by Jupyter after 'glimpse install'.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class KernelCommand implements Callable<Integer> {
    /** What is left after the kernel is closed: shutdown hooks of the session's own libraries. */
    private static final long EXIT_MILLIS = 200;

    @Parameters(paramLabel = "CONNECTION_FILE", description = "Ports and key, as Jupyter writes them.")
    private Path connectionFile;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where the cells are remembered (default: history.sqlite in the user's data folder).")
    private Path history;

    @Option(names = "--no-history", description = "Remembers the cells of this session only.")
    private boolean noHistory;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ConnectionFile connection = ConnectionFile.read(connectionFile);
        KernelOptions options = new KernelOptions(Version.project(), history());
        try (JupyterKernel kernel = JupyterKernel.start(connection, options, KernelCommand::session)) {
            Signals.register("INT", kernel::interrupt);
            kernel.endWithParent();
            kernel.awaitEnd();
        }
        haltSoon();
        return 0;
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
        return Sessions.open(ClusterConfig.fromEnvironment(), List.of());
    }

    private History history() {
        if (noHistory) {
            return History.inMemory();
        }
        return history == null ? History.ofUser() : History.in(history);
    }
}
