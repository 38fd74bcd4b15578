package glimpse.bench.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The load, a C program ({@code src/main/c/load.c}): one process for each run. */
final class LoadProgram {
    private final List<String> command;

    /** @param command the program, with what has to stand before it */
    LoadProgram(List<String> command) {
        this.command = command;
    }

    /**
     * Runs one load to its end.
     *
     * @param load as {@code load.c} says
     * @throws IOException if it fails; what it has to say is on standard error
     */
    Sample run(ServerProcess server, String load) throws IOException, InterruptedException {
        return run(server.address().host(), server.address().port(), server.pid(), load);
    }

    Sample run(String host, int port, long pid, String load) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(host, Integer.toString(port), Long.toString(pid)));
        line.addAll(List.of(load.split(" ", -1)));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the load failed: " + String.join(" ", line));
        }
        return Sample.parse(output);
    }
}
