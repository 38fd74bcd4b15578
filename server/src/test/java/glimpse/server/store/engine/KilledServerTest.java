package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import glimpse.server.command.GearmandCommand;
import glimpse.server.command.Queues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server process that is killed while 10,000 background jobs are submitted and others are worked off. */
class KilledServerTest {
    private static final int JOBS = 10_000;
    private static final int CLIENTS = 4;
    private static final int WINDOW = 50;
    private static final int WAIT_SECONDS = 120;

    @TempDir
    Path folder;

    /** The program for this test; the real one is in the launcher. */
    static final class Main {
        private Main() {}

        public static void main(String[] words) {
            System.exit(GearmandCommand.run(words));
        }
    }

    private List<String> queue(String engine) {
        return engine.equals("sqlite")
                ? List.of("--queue-type=libsqlite3", "--libsqlite3-db=" + folder.resolve("jobs.db"))
                : List.of("--queue-type=tokyocabinet", "--libtokyocabinet-file=" + folder.resolve("jobs.tcb"));
    }

    private Process start(String engine, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--listen=127.0.0.1",
                "--port=0",
                "--log-file=" + log,
                "--verbose=INFO"));
        command.addAll(queue(engine));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!Files.exists(log) || !Files.readString(log).contains("Listening on ")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("not listening: " + Files.readString(folder.resolve("out")));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return process;
    }

    private static int port(Path log) throws IOException {
        String line = Files.readAllLines(log).stream()
                .filter(l -> l.contains("Listening on "))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    /** Submits with a window and notes the uniques whose JOB_CREATED has come, until the server is gone or all are there. */
    private static void submit(int port, int client, Set<String> created, AtomicInteger count) {
        try (Dialogue server = new Dialogue(port)) {
            int each = JOBS / CLIENTS;
            for (int sent = 0, received = 0; received < each; ) {
                while (sent < each && sent - received < WINDOW) {
                    server.sends(Packet.of(PacketType.SUBMIT_JOB_BG, "fn", client + "-" + sent++)
                            .withData(new byte[64]));
                }
                server.receives(PacketType.JOB_CREATED);
                synchronized (created) {
                    created.add(client + "-" + received++);
                }
                count.incrementAndGet();
            }
        } catch (IOException | AssertionError e) {
            // The server was killed; what it has acknowledged counts.
            return;
        }
    }

    /** Runs jobs and notes them until the server is gone. */
    private static void work(int port, Set<String> run) {
        try (Dialogue server = new Dialogue(port)) {
            server.sends(PacketType.CAN_DO, "fn");
            while (true) {
                Packet packet = server.sends(PacketType.GRAB_JOB_UNIQ).receives();
                if (packet.type() == PacketType.JOB_ASSIGN_UNIQ) {
                    synchronized (run) {
                        run.add(packet.text(2));
                    }
                    server.sends(Packet.of(PacketType.WORK_COMPLETE, packet.text(0)));
                }
            }
        } catch (IOException | AssertionError e) {
            // The server was killed.
            return;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite 1", "sqlite 2", "sqlite 3", "tokyocabinet 4", "tokyocabinet 5"})
    void whatWasAcknowledgedRunsAtLeastOnce(String engineAndSeed) throws IOException, InterruptedException {
        String engine = engineAndSeed.split(" ", 2)[0];
        int killAt = new Random(Long.parseLong(engineAndSeed.split(" ", 2)[1])).nextInt(JOBS * 3 / 4);
        Set<String> created = new HashSet<>();
        Set<String> run = new HashSet<>();
        AtomicInteger count = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        Path log = folder.resolve("log");
        Process process = start(engine, log);
        try {
            int port = port(log);
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                threads.add(new Thread(() -> submit(port, number, created, count)));
            }
            threads.add(new Thread(() -> work(port, run)));
            threads.forEach(Thread::start);
            while (count.get() < killAt && process.isAlive()) {
                Thread.onSpinWait();
            }
        } finally {
            process.destroyForcibly().onExit().join();
        }
        for (Thread thread : threads) {
            thread.join(WAIT_SECONDS * 1000L);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(created).hasSizeGreaterThanOrEqualTo(killAt);
        try (GearmandServer server =
                GearmandServer.start(ServerOptions.embedded().withQueue(Queues.parse(queue(engine))))) {
            glimpse.server.store.Jobs.drain(server.port(), "fn").forEach(job -> run.add(job.split(" ", -1)[1]));
        }
        assertThat(run).containsAll(created);
    }
}
