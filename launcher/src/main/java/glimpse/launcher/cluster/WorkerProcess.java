package glimpse.launcher.cluster;

import glimpse.cluster.config.ConfigException;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a worker JVM: this JVM's Java, options and class path. Who starts it gives it a pipe as its standard input,
 * as it leaves at the end of that.
 */
public final class WorkerProcess {
    private static final int MAX_SLOTS = 10_000;
    /** What is meant for one process: debuggers and agents, and the making of an AOT cache. */
    private static final List<String> NOT_INHERITED = List.of("-agentlib:", "-javaagent:", "-XX:AOTCacheOutput");

    /** Ctrl-C at a terminal reaches every process there, also one that only begins: it is for the parent to say what it means. */
    private static final List<String> DEAF_TO_CTRL_C = List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

    private WorkerProcess() {}

    /** The command that runs a worker with these configuration files and so many slots. */
    public static List<String> command(List<Path> files, int slots, boolean verbose) {
        List<String> command = new ArrayList<>(DEAF_TO_CTRL_C);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_INHERITED.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp", absolute(System.getProperty("java.class.path")), "glimpse.launcher.GlimpseMain", "cluster"));
        for (Path file : files) {
            command.addAll(List.of("-c", file.toAbsolutePath().toString()));
        }
        if (verbose) {
            command.add("-v");
        }
        command.addAll(List.of("worker", "-n", Integer.toString(slots), "--once", "--leave-with-parent"));
        return command;
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(entry.isEmpty() ? "" : Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /** The number of slots asked for, by default the processors. */
    static int slots(Integer asked) {
        int slots = asked == null ? Runtime.getRuntime().availableProcessors() : asked;
        if (slots < 1 || slots > MAX_SLOTS) {
            throw new ConfigException("%d slots (expected: 1..%d)".formatted(slots, MAX_SLOTS));
        }
        return slots;
    }
}
