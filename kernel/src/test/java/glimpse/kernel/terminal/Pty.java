package glimpse.kernel.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java program on a real pseudo terminal, made by {@code script} of util-linux. What it has drawn is kept as it came. */
final class Pty implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Process process;
    private final StringBuilder drawn = new StringBuilder();
    private boolean ended;
    private int read;

    private Pty(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "pty");
        reader.setDaemon(true);
        reader.start();
    }

    static Pty java(String terminal, Class<?> main, Path... arguments) throws IOException {
        String command = String.join(
                " ",
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCountedLoopSafepoints",
                        "-XX:LoopStripMiningIter=1000",
                        "-cp",
                        "'" + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                + "'",
                        main.getName(),
                        Arrays.stream(arguments)
                                .map(argument -> "'" + argument + "'")
                                .collect(Collectors.joining(" "))));
        ProcessBuilder builder =
                new ProcessBuilder("script", "-qefc", "stty cols 100 rows 30; exec " + command, "/dev/null");
        builder.environment().put("TERM", terminal);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new Pty(builder.redirectErrorStream(true).start());
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            byte[] bytes = new byte[4096];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                add(new String(bytes, 0, count, UTF_8));
            }
        } catch (IOException e) {
            add("(" + e + ")");
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void add(String text) {
        drawn.append(text);
        notifyAll();
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Types a line and waits for what it draws, one after the other. */
    void enters(String line, String... awaited) throws IOException, InterruptedException {
        type(line + "\r");
        for (String text : awaited) {
            awaits(text);
        }
    }

    /** Waits until it has drawn this, after what was awaited before. */
    synchronized void awaits(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            String plain = plain();
            int found = plain.indexOf(text, read);
            if (found >= 0) {
                read = found + text.length();
                return;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError(
                        "not drawn: " + text + "\nbut: " + plain.substring(Math.min(read, plain.length())));
            }
            wait(left);
        }
    }

    /** Everything drawn so far, without colours and cursor control. */
    synchronized String plain() {
        return drawn.toString()
                .replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]|\u001b\\][^\u0007]*\u0007", "")
                .replace("\r", "");
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running: " + plain());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
