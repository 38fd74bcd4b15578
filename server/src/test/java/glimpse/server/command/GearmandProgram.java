package glimpse.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gearmand} as a program for tests; the real one is in the launcher. Its pid, log and output are files of a folder. */
record GearmandProgram(Path folder) {
    public static void main(String[] words) {
        System.exit(GearmandCommand.run(words));
    }

    /** Starts it on a free port of loopback. */
    Process start(String classPath, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                // As bin/gearmand has it: newer JDKs warn of native calls without it.
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                GearmandProgram.class.getName(),
                "--listen=127.0.0.1",
                "--port=0",
                "--pid-file=" + folder.resolve("pid"),
                "--log-file=" + folder.resolve("log"),
                "--verbose=INFO"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    /** One of its files: {@code pid}, {@code log}, {@code out}; empty if there is none. */
    String read(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }
}
