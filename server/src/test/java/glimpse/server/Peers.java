package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        return output(Map.of(), input, List.of(command));
    }

    static String output(Map<String, String> environment, String input, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("peer", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end: " + Files.readString(out));
        }
        String text = Files.readString(out);
        Files.delete(out);
        return text;
    }

    /** Gives a program input and leaves that open; returns what it wrote to both streams up to the end of the answer or its own. */
    static String answerOf(String input, String end, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread limit = new Thread(() -> {
            try {
                if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        limit.start();
        try {
            writeIfItListens(process, input);
            StringBuilder answer = new StringBuilder();
            for (int b = process.getInputStream().read();
                    b >= 0;
                    b = process.getInputStream().read()) {
                answer.append((char) b);
                if (answer.indexOf("OK ") >= 0 && answer.toString().endsWith(end)) {
                    break;
                }
            }
            return answer.toString();
        } finally {
            limit.interrupt();
            process.destroyForcibly();
        }
    }

    /** A program that has ended has said why. */
    private static void writeIfItListens(Process process, String input) {
        try {
            process.getOutputStream().write(input.getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            process.onExit().join();
        }
    }

    /** Starts a program that runs until it is closed. */
    static Running start(String... command) throws IOException {
        return start(Map.of(), List.of(command));
    }

    static Running start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return new Running(builder.start());
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
