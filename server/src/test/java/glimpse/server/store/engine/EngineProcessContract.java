package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of an engine that is a process of its own, and may die. */
abstract class EngineProcessContract extends CReplayContract {
    /** The engine's own process. */
    abstract EngineProcess process();

    /** The options for an engine that is found on another port. */
    abstract List<String> options(int port);

    @Override
    final List<String> options() {
        return options(process().port());
    }

    void killEngine() {
        process().kill();
    }

    void restartEngine() throws Exception {
        process().restart();
    }

    /** Whether the engine has its records after it was killed. */
    boolean survivesItsOwnDeath() {
        return true;
    }

    @Test
    void whatIsAcknowledgedSurvivesAnEngineThatDiesAndComesBack() throws Exception {
        List<String> expected = new ArrayList<>();
        try (GearmandServer server = GearmandServer.start(server(options()).withWeb("127.0.0.1", OptionalInt.of(0)));
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "before", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "gone", "ends-meanwhile", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
            killEngine();
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "lost", "x"))
                    .isEqualTo(PacketType.ERROR);
            Jobs.drain(server.port(), "gone");
            restartEngine();
            Retry.until(
                    () -> Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "after", "x") == PacketType.JOB_CREATED);
            if (survivesItsOwnDeath()) {
                expected.add("fn before x");
            }
            expected.add("fn after x");
            assertThat(metrics(server))
                    .contains("gearmand_store_up 1\n", "gearmand_store_jobs_written_total 3\n")
                    .containsPattern("gearmand_store_failures_total [1-9]")
                    .containsPattern("gearmand_store_jobs_refused_total [1-9]")
                    .contains("gearmand_store_recoveries_total 1\n", "gearmand_store_changes_waiting 0\n");
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn", "gone")).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String metrics(GearmandServer server) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.webPort().getAsInt() + "/metrics");
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void anEngineThatHangsCountsAsAwayUntilItGoesOn() throws Exception {
        List<String> words = new ArrayList<>(options());
        words.add("--store-timeout=1");
        try (GearmandServer server = GearmandServer.start(server(words));
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "before", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
            process().signal("STOP");
            try {
                assertThat(submitUntilAnotherAnswer(client, PacketType.JOB_CREATED))
                        .isEqualTo(PacketType.ERROR);
            } finally {
                process().signal("CONT");
            }
            Retry.until(
                    () -> Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "after", "x") == PacketType.JOB_CREATED);
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn")).contains("fn before x", "fn after x");
        }
    }

    /** With several servers some of the keys are those of one that goes on. */
    private static PacketType submitUntilAnotherAnswer(Dialogue client, PacketType usual) throws IOException {
        PacketType answer = usual;
        for (int i = 0; answer == usual && i < 100; i++) {
            answer = Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "other", "hangs" + i, "x");
        }
        return answer;
    }

    @ParameterizedTest
    @MethodSource("oneSeed")
    void everyJobIsConservedWhileTheConnectionIsCutAgainAndAgain(long seed) throws Exception {
        Random random = new Random(seed);
        Set<String> waiting = new HashSet<>();
        try (CuttingProxy proxy = new CuttingProxy(process().port(), seed);
                GearmandServer server = GearmandServer.start(server(options(proxy.port())));
                Dialogue client = new Dialogue(server.port());
                Dialogue worker = new Dialogue(server.port())) {
            worker.sends(PacketType.CAN_DO, "fn");
            proxy.cut();
            for (int job = 0; job < 1000; job += 20) {
                String data = "x".repeat(random.nextInt(2000));
                for (int i = 0; i < 20; i++) {
                    client.sends(Packet.of(PacketType.SUBMIT_JOB_BG, "fn", "" + (job + i))
                            .withData(data.getBytes(UTF_8)));
                }
                for (int i = 0; i < 20; i++) {
                    if (client.receives().type() == PacketType.JOB_CREATED) {
                        waiting.add("" + (job + i));
                    }
                }
                String probe = "probe" + job;
                Retry.until(
                        () -> Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", probe, "") == PacketType.JOB_CREATED);
                waiting.add(probe);
                for (int grabs = random.nextInt(20); grabs > 0 && !waiting.isEmpty(); grabs--) {
                    Packet assigned = worker.sends(PacketType.GRAB_JOB_UNIQ).receives(PacketType.JOB_ASSIGN_UNIQ);
                    assertThat(waiting.remove(assigned.text(2)))
                            .as(assigned.text(2))
                            .isTrue();
                    worker.sends(Packet.of(PacketType.WORK_COMPLETE, assigned.text(0)));
                }
            }
            assertThat(proxy.cuts()).isPositive();
            proxy.calm();
            Retry.until(
                    () -> Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "last", "") == PacketType.JOB_CREATED);
            waiting.add("last");
            assertThat(client.asks("status", ".\n")).isEqualTo("fn\t" + waiting.size() + "\t0\t1\n.\n");
        }
        try (GearmandServer server = start()) {
            List<String> drained = Jobs.drain(server.port(), "fn").stream()
                    .map(job -> job.split(" ", -1)[1])
                    .toList();
            assertThat(drained).as("seed " + seed).containsExactlyInAnyOrderElementsOf(waiting);
        }
    }
}
