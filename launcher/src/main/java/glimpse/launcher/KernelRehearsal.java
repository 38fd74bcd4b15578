package glimpse.launcher;

import glimpse.kernel.jupyter.JupyterKernel;
import glimpse.kernel.jupyter.history.History;
import glimpse.kernel.jupyter.wire.Json;
import glimpse.kernel.jupyter.wire.LoopbackClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A kernel from its start to its end, which is asked what a notebook asks: for the archives of loaded classes. It takes the way that Jupyter's
 * kernels take: a lambda or class that only they use would be made at each start.
 */
final class KernelRehearsal {
    /** Makes a rehearsal start a cluster too. */
    private static final String MAP = "map(n -> n * n, range(8))";

    private KernelRehearsal() {}

    static void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("glimpse-rehearsal");
        Path connectionFile = LoopbackClient.writeConnectionFile(folder.resolve("connection.json"));
        Path history = folder.resolve("history.sqlite");
        try {
            KernelProcess.run(connectionFile, History.in(history), KernelRehearsal::ask);
        } finally {
            Files.deleteIfExists(history);
            Files.deleteIfExists(connectionFile);
            Files.delete(folder);
        }
    }

    private static void ask(JupyterKernel kernel) {
        Thread thread = new Thread(() -> askAll(kernel), "kernel-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    private static void askAll(JupyterKernel kernel) {
        try (LoopbackClient client = new LoopbackClient(kernel.connection())) {
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
            client.ask("shutdown_request", Json.object().put("restart", false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
