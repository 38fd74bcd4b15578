package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process of a test: its lines so far, a bounded wait for a line, an end with its whole family. Any thread. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(this::read, "read " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a program of the distribution with the JDK of this test run. */
    static Program glimpse(String program, String... arguments) {
        return glimpse(Path.of(System.getProperty("java.home")), Map.of(), program, arguments);
    }

    static Program glimpse(Path jdk, Map<String, String> environment, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Distribution.bin(program).toString());
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        return start(builder);
    }

    static Program command(String... command) {
        return start(new ProcessBuilder(command));
    }

    static Program start(ProcessBuilder builder) {
        builder.redirectErrorStream(true);
        try {
            String name = Path.of(builder.command().get(0)).getFileName().toString();
            return new Program(name, builder.start());
        } catch (IOException e) {
            throw new AssertionError("cannot start " + builder.command(), e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Standard output and standard error so far, in one. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    String text() {
        return String.join("\n", lines());
    }

    Program types(String text) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(text.getBytes(StandardCharsets.UTF_8));
            in.flush();
            return this;
        } catch (IOException e) {
            throw new AssertionError(name + " takes no input; it said:\n" + text(), e);
        }
    }

    Program endsInput() {
        try {
            process.getOutputStream().close();
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String awaitLine(String part) {
        return awaitLine(line -> line.contains(part), "a line with '" + part + "'");
    }

    String awaitLine(Predicate<String> wanted, String description) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            int seen = 0;
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen))) {
                        return lines.get(seen);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || !reader.isAlive()) {
                    throw new AssertionError("expected of " + name + ": " + description + ", but it said:\n" + text());
                }
                waitForLines(Math.min(left, 1_000));
            }
        }
    }

    private void waitForLines(long millis) {
        try {
            lines.wait(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end; the exit status. */
    int exitStatus() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not end; it said:\n" + text());
            }
            reader.join(TimeUnit.SECONDS.toMillis(10));
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Program succeeds() {
        assertThat(exitStatus()).as("%s said:\n%s", name, text()).isZero();
        return this;
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (lines) {
                lines.add("(reading ended: " + e.getMessage() + ")");
            }
        }
        synchronized (lines) {
            lines.notifyAll();
        }
    }
}
