package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers and clients that die at seeded points; at the end no job is lost, none ended twice, no count off. */
class ChaosTest {
    private static final int[] THREADS = {0, 0, 1, 2, 4};
    private static final int STEPS = 1500;
    private static final int PEERS = 5;

    /** A job as this test knows it. */
    private static final class Known {
        final boolean background;
        Dialogue client;
        int ended;

        Known(boolean background, Dialogue client) {
            this.background = background;
            this.client = client;
        }
    }

    private record Held(String handle, String unique) {}

    private final Map<String, Known> jobs = new HashMap<>();
    private final Map<Dialogue, List<String>> heard = new HashMap<>();
    private final List<Dialogue> clients = new ArrayList<>();
    private final Map<Dialogue, List<Held>> workers = new HashMap<>();
    private GearmandServer server;
    private Random random;

    static LongStream seeds() {
        return Seeds.first(THREADS.length);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void jobsAreConserved(long seed) throws IOException {
        random = new Random(seed);
        int threads = THREADS[(int) (seed % THREADS.length)];
        server = GearmandServer.start(ServerOptions.embedded().withThreads(threads));
        try (Dialogue admin = new Dialogue(server.port())) {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            for (Dialogue worker : List.copyOf(workers.keySet())) {
                kill(worker);
            }
            awaitNoneRunning(admin);
            drain();
            assertThat(admin.asks("status", ".\n")).isEqualTo("f\t0\t0\t0\n.\n");
            assertThat(admin.asks("show jobs", ".\n")).isEqualTo(".\n");
            check();
        } finally {
            server.close();
        }
    }

    private void step() throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> {
                if (clients.size() < PEERS) {
                    clients.add(new Dialogue(server.port()));
                } else {
                    leave(clients.remove(random.nextInt(clients.size())));
                }
            }
            case 1 -> {
                if (workers.size() < PEERS) {
                    Dialogue worker = new Dialogue(server.port());
                    workers.put(worker.sends(PacketType.CAN_DO, "f"), new ArrayList<>());
                } else {
                    kill(anyWorker());
                }
            }
            case 2, 3, 4 -> submit();
            case 5, 6, 7, 8 -> grab();
            default -> end();
        }
    }

    private Dialogue anyWorker() {
        List<Dialogue> all = new ArrayList<>(workers.keySet());
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    /** Its jobs are nobody's from now on, and may run or not. */
    private void leave(Dialogue client) throws IOException {
        jobs.values().stream().filter(job -> job.client == client).forEach(job -> job.client = null);
        client.close();
    }

    private void kill(Dialogue worker) throws IOException {
        workers.remove(worker);
        worker.close();
    }

    private void submit() throws IOException {
        if (clients.isEmpty()) {
            return;
        }
        Dialogue client = clients.get(random.nextInt(clients.size()));
        boolean background = random.nextBoolean();
        String unique = "u" + jobs.size();
        PacketType type = background
                ? List.of(PacketType.SUBMIT_JOB_BG, PacketType.SUBMIT_JOB_HIGH_BG)
                        .get(random.nextInt(2))
                : List.of(PacketType.SUBMIT_JOB, PacketType.SUBMIT_JOB_LOW).get(random.nextInt(2));
        client.sends(Packet.of(type, "f", unique).withData(unique.getBytes(UTF_8)));
        jobs.put(unique, new Known(background, background ? null : client));
        for (Packet answer = client.receives(); answer.type() != PacketType.JOB_CREATED; answer = client.receives()) {
            hear(client, answer);
        }
    }

    /** A client hears of the end of one of its jobs. */
    private void hear(Dialogue client, Packet answer) {
        assertThat(answer.type()).isIn(PacketType.WORK_COMPLETE, PacketType.WORK_FAIL);
        heard.computeIfAbsent(client, c -> new ArrayList<>()).add(answer.text(0));
    }

    private void grab() throws IOException {
        Dialogue worker = anyWorker();
        if (worker == null) {
            return;
        }
        Packet answer = worker.sends(PacketType.GRAB_JOB_UNIQ).receives();
        if (answer.type() == PacketType.JOB_ASSIGN_UNIQ) {
            assertThat(new String(answer.data(), UTF_8)).isEqualTo(answer.text(2));
            workers.get(worker).add(new Held(answer.text(0), answer.text(2)));
        }
    }

    private void end() throws IOException {
        Dialogue worker = anyWorker();
        if (worker == null || workers.get(worker).isEmpty()) {
            return;
        }
        List<Held> held = workers.get(worker);
        Held job = held.remove(random.nextInt(held.size()));
        end(worker, job, random.nextInt(5) == 0 ? PacketType.WORK_FAIL : PacketType.WORK_COMPLETE);
    }

    /** Ends a job and makes sure that the server has taken that. */
    private void end(Dialogue worker, Held job, PacketType type) throws IOException {
        worker.sends(Packet.of(type, job.handle)).sends(PacketType.ECHO_REQ);
        worker.receives(PacketType.ECHO_RES);
        jobs.get(job.unique).ended++;
    }

    private static void awaitNoneRunning(Dialogue admin) throws IOException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!admin.asks("status", ".\n").matches("f\t[0-9]+\t0\t0\n\\.\n")) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private void drain() throws IOException {
        try (Dialogue worker = new Dialogue(server.port())) {
            worker.sends(PacketType.CAN_DO, "f");
            workers.put(worker, new ArrayList<>());
            for (Packet job = worker.sends(PacketType.GRAB_JOB_UNIQ).receives();
                    job.type() == PacketType.JOB_ASSIGN_UNIQ;
                    job = worker.sends(PacketType.GRAB_JOB_UNIQ).receives()) {
                end(worker, new Held(job.text(0), job.text(2)), PacketType.WORK_COMPLETE);
            }
            worker.sends(PacketType.CANT_DO, "f").sends(PacketType.ECHO_REQ).receives(PacketType.ECHO_RES);
        }
    }

    private void check() throws IOException {
        Map<Dialogue, Integer> expected = new HashMap<>();
        jobs.forEach((unique, job) -> {
            assertThat(job.ended).as(unique).isLessThanOrEqualTo(1);
            if (job.background || job.client != null) {
                assertThat(job.ended).as(unique).isEqualTo(1);
            }
            if (job.client != null) {
                expected.merge(job.client, 1, Integer::sum);
            }
        });
        for (Dialogue client : clients) {
            client.sends(PacketType.ECHO_REQ);
            for (Packet answer = client.receives(); answer.type() != PacketType.ECHO_RES; answer = client.receives()) {
                hear(client, answer);
            }
            List<String> handles = heard.getOrDefault(client, List.of());
            assertThat(handles).doesNotHaveDuplicates().hasSize(expected.getOrDefault(client, 0));
            client.close();
        }
    }
}
