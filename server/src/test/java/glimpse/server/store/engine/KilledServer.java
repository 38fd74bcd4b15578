package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import glimpse.server.command.Queues;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A server process that is killed while 10,000 background jobs are submitted and others are worked off. */
final class KilledServer {
    private static final int JOBS = 10_000;
    private static final int CLIENTS = 4;
    private static final int WINDOW = 50;
    private static final int WAIT_SECONDS = 120;

    private KilledServer() {}

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

    /** Kills it at a moment of the seed's choice; what it has acknowledged has run, or runs in a server after it. */
    static void losesNothing(List<String> queue, long seed, Path folder) throws IOException, InterruptedException {
        int killAt = new Random(seed).nextInt(JOBS * 3 / 4);
        Set<String> created = new HashSet<>();
        Set<String> run = new HashSet<>();
        AtomicInteger count = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        try (ServerProcess process = ServerProcess.start(folder, queue)) {
            int port = process.port();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                threads.add(new Thread(() -> submit(port, number, created, count)));
            }
            threads.add(new Thread(() -> work(port, run)));
            threads.forEach(Thread::start);
            while (count.get() < killAt && process.isAlive()) {
                Thread.onSpinWait();
            }
        }
        for (Thread thread : threads) {
            thread.join(WAIT_SECONDS * 1000L);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(created).as("seed " + seed).hasSizeGreaterThanOrEqualTo(killAt);
        try (GearmandServer server =
                GearmandServer.start(ServerOptions.embedded().withQueue(Queues.parse(queue)))) {
            Jobs.drain(server.port(), "fn").forEach(job -> run.add(job.split(" ", -1)[1]));
        }
        assertThat(run).as("seed " + seed).containsAll(created);
    }
}
