package glimpse.launcher;

import glimpse.cluster.config.ClusterConfig;
import glimpse.kernel.interpreter.JavaInterpreter;
import glimpse.kernel.jupyter.JupyterKernel;
import glimpse.kernel.jupyter.KernelOptions;
import glimpse.kernel.jupyter.history.History;
import glimpse.kernel.jupyter.wire.ConnectionFile;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.LoopbackClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jline.utils.Signals;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glimpse kernel}: what Jupyter starts. Runs until a client asks it to end, or the client that started it has gone. */
@Command(
        name = "kernel",
        description = "The Jupyter kernel; started by Jupyter after 'glimpse install'.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class KernelCommand implements Callable<Integer> {
    /** What is left after the kernel is closed: shutdown hooks of the session's own libraries. */
    private static final long EXIT_MILLIS = 200;

    /** Makes a rehearsal start a cluster too. */
    private static final String MAP = "map(n -> n * n, range(8))";

    @Parameters(paramLabel = "CONNECTION_FILE", arity = "0..1", description = "Ports and key, as Jupyter writes them.")
    private Path connectionFile;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where the cells are remembered (default: history.sqlite in the user's data folder).")
    private Path history;

    @Option(names = "--no-history", description = "Remembers the cells of this session only.")
    private boolean noHistory;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "Answers itself once and ends: for the archives of loaded classes.")
    private boolean rehearsal;

    @Spec
    private CommandSpec spec;

    /** What Jupyter starts: without options there is nothing to read them with, which saves a fifth of a second. */
    static int run(Path connectionFile) {
        KernelCommand command = new KernelCommand();
        command.connectionFile = connectionFile;
        try {
            return command.call();
        } catch (IOException e) {
            System.err.println("glimpse kernel: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rehearsal) {
            rehearse();
            return 0;
        }
        if (connectionFile == null) {
            throw new ParameterException(spec.commandLine(), "Missing: CONNECTION_FILE, as Jupyter writes it");
        }
        ILoggerFactory unused = LoggerFactory.getILoggerFactory(); // set up before there are threads that log
        FutureTask<JavaInterpreter> session = new FutureTask<>(KernelCommand::session);
        Thread opener = new Thread(session, "kernel-session");
        opener.setDaemon(true);
        opener.start(); // first of all: it takes the longest
        ConnectionFile connection = ConnectionFile.read(connectionFile);
        KernelOptions options = new KernelOptions(Version.project(), history());
        try (JupyterKernel kernel = JupyterKernel.start(connection, options, () -> result(session))) {
            Signals.register("INT", kernel::interrupt);
            kernel.endWithParent();
            kernel.awaitEnd();
        }
        haltSoon();
        return 0;
    }

    /** Uses what a kernel of a notebook uses. */
    private static void rehearse() throws IOException, InterruptedException {
        KernelOptions options = new KernelOptions(Version.project(), History.inMemory());
        try (JupyterKernel kernel = JupyterKernel.start(LoopbackClient.freePorts(), options, KernelCommand::session);
                LoopbackClient client = new LoopbackClient(kernel.connection())) {
            client.ask("kernel_info_request", Json.object());
            client.ask(
                    "history_request",
                    Json.object().put("hist_access_type", "tail").put("n", 1));
            for (String code :
                    List.of("1 + 1", "List.of(1, 2)", "record P(int x) {}", "System.out.println(new P(1))", "x", MAP)) {
                client.ask("execute_request", Json.object().put("code", code));
            }
            for (String question : List.of("complete_request", "inspect_request", "is_complete_request")) {
                client.ask(question, Json.object().put("code", "System.out").put("cursor_pos", 10));
            }
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

    private History history() {
        if (noHistory) {
            return History.inMemory();
        }
        return history == null ? History.ofUser() : History.in(history);
    }
}
