package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Other people's programs, where they are installed. */
final class Peers {
    private static final int WAIT_SECONDS = 60;

    private Peers() {}

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }

    static boolean hasPerlModule(String module) throws IOException, InterruptedException {
        return isInstalled("perl")
                && new ProcessBuilder("perl", "-M" + module, "-e", "1")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
    }

    /** Runs a program to its end and returns what it wrote to both streams. */
    static String output(String input, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("peer", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + " did not end: " + Files.readString(out));
        }
        String text = Files.readString(out);
        Files.delete(out);
        return text;
    }

    /** Starts a program that runs until it is closed. */
    static Running start(String... command) throws IOException {
        return new Running(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** A running program; closing kills it and its children. */
    record Running(Process process) implements AutoCloseable {
        @Override
        public void close() {
            kill();
        }

        /** The program first, so that it says nothing of the end of its children; they hold its sockets open. */
        void kill() {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly().onExit().join();
            children.forEach(ProcessHandle::destroyForcibly);
        }

        /** Waits until the program has started another. */
        void awaitChild() {
            while (process.isAlive() && process.descendants().findAny().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }
}
