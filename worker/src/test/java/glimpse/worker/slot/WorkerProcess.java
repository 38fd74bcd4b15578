package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.channel.Command;
import glimpse.cluster.channel.CommandReceiver;
import glimpse.cluster.channel.LogPublisher;
import glimpse.cluster.config.ClusterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker JVM of its own, for tests that kill it. Leaves when its standard input ends, so that none outlives the tests. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    static WorkerProcess start(Path config, String name, int slots) throws IOException {
        return start(WorkerProcess.class, config.toString(), name, "" + slots);
    }

    /** A JVM with another main class. */
    static WorkerProcess start(Class<?> mainClass, String... arguments) throws IOException {
        return withHeap("-Xmx1g", mainClass, arguments);
    }

    /** A JVM with another main class and a heap that is so large at most. */
    static WorkerProcess withHeap(String most, Class<?> mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                most,
                "-cp",
                System.getProperty("java.class.path"),
                mainClass.getName()));
        command.addAll(List.of(arguments));
        return new WorkerProcess(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Waits until it has ended by itself, well. */
    void awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        ClusterConfig config = ClusterConfig.read(Path.of(arguments[0]));
        LogPublisher publisher = LogPublisher.connect(config);
        Slots slots = Slots.start(config, arguments[1], Integer.parseInt(arguments[2]), publisher);
        CommandReceiver.start(config, arguments[1], publisher, (command, answer) -> {
            if (command.name().equals(Command.CANCEL)) {
                slots.cancel(command.arguments().get("map"));
                answer.ok();
            }
        });
        leaveWithParent();
    }

    static void leaveWithParent() throws IOException {
        while (System.in.read() >= 0) {
            // nobody writes; the end of the input is the end of the parent
        }
        Runtime.getRuntime().halt(0);
    }
}
