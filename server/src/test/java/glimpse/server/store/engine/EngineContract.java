package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.Seeds;
import glimpse.server.ServerOptions;
import glimpse.server.command.Queues;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine has to do, with the real engine behind it. */
abstract class EngineContract {
    static final String BINARY = "\0\1x\u00ff\u0080'\"\\%\r\n\0";
    static final long FAR = 2_000_000_000L;

    private static int count;

    /** A name that no test before has used, for a table, a file or a prefix. */
    String fresh;

    @BeforeEach
    void freshName() {
        fresh = "q" + ++count;
    }

    /** The queue options of a command line, for our server and for C's; a queue of its own for each {@link #fresh}. */
    abstract List<String> options();

    /** Whether jobs for a later time can be kept. */
    boolean keepsTimes() {
        return true;
    }

    final GearmandServer start() throws IOException {
        return start(options());
    }

    static GearmandServer start(List<String> queueOptions) throws IOException {
        return GearmandServer.start(server(queueOptions));
    }

    /** Some tests with everything in one thread, some with a thread of their own for listening, for processing. */
    static ServerOptions server(List<String> queueOptions) {
        return ServerOptions.embedded().withThreads(count % 3).withQueue(Queues.parse(queueOptions));
    }

    /** Jobs as any client may have them; a worker gets them in this order. */
    List<String> submitAll(int port, boolean toC) throws IOException {
        try (Dialogue client = new Dialogue(port)) {
            List<String> answers = new ArrayList<>();
            answers.add("" + Jobs.submit(client, PacketType.SUBMIT_JOB_LOW_BG, "fn", "low", "l"));
            answers.add("" + Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "normal", "n"));
            answers.add("" + Jobs.submit(client, PacketType.SUBMIT_JOB_HIGH_BG, "fn", "high", "h"));
            answers.add(
                    "" + Jobs.submit(client, PacketType.SUBMIT_JOB_HIGH_BG, "fn", "binary-1-2", toC ? "b" : BINARY));
            if (keepsTimes()) {
                answers.add("" + Jobs.submitEpoch(client, "fn", "later", FAR, "e"));
            }
            assertThat(answers).containsOnly("JOB_CREATED");
        }
        List<String> expected = new ArrayList<>();
        expected.add("fn binary-1-2 " + (toC ? "b" : BINARY));
        expected.add("fn high h");
        expected.add("fn normal n");
        expected.add("fn low l");
        return expected;
    }

    static String status(int port) throws IOException {
        try (Dialogue admin = new Dialogue(port)) {
            return admin.asks("prioritystatus", ".\n");
        }
    }

    final String expectedStatus() {
        return keepsTimes() ? "fn\t2\t2\t1\t0\n.\n" : "fn\t2\t1\t1\t0\n.\n";
    }

    @Test
    void jobsSurviveARestartAndEndWithTheirLastPacket() throws IOException {
        List<String> expected;
        try (GearmandServer server = start()) {
            expected = submitAll(server.port(), false);
        }
        try (GearmandServer server = start()) {
            assertThat(status(server.port())).isEqualTo(expectedStatus());
            List<String> drained = Jobs.drain(server.port(), "fn");
            assertThat(drained).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(drained.get(2)).isEqualTo("fn normal n");
            assertThat(drained.get(3)).isEqualTo("fn low l");
        }
        try (GearmandServer server = start()) {
            String left = keepsTimes() ? "fn\t0\t1\t0\t0\n.\n" : ".\n";
            assertThat(status(server.port())).isEqualTo(left);
        }
    }

    @Test
    void jobsThatTheirUniqueDoesNotTellApartAreAllKept() throws IOException {
        List<String> expected = List.of("fn  1", "fn  2", "fn  ", "fn - 3", "fn - 4");
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            for (String job : expected) {
                String[] parts = job.split(" ", -1);
                assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, parts[0], parts[1], parts[2]))
                        .isEqualTo(PacketType.JOB_CREATED);
            }
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn")).containsExactlyInAnyOrderElementsOf(expected);
        }
        try (GearmandServer server = start()) {
            assertThat(status(server.port())).isEqualTo(".\n");
        }
    }

    /** Whether a record is found by function and unique joined by a dash. */
    boolean joinsByDash() {
        return false;
    }

    @Test
    void ofJobsThatWouldShareARecordNoneIsAcknowledgedAndLost() throws IOException {
        List<String> all = List.of("a-b c 1", "a b-c 2", "a-b-c d 3", "a b-c-d 4");
        List<String> acknowledged = new ArrayList<>();
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            for (String job : all) {
                String[] parts = job.split(" ", -1);
                client.sends(Packet.of(PacketType.SUBMIT_JOB_BG, parts[0], parts[1])
                        .withData(parts[2].getBytes(StandardCharsets.UTF_8)));
            }
            for (String job : all) {
                if (client.receives().type() == PacketType.JOB_CREATED) {
                    acknowledged.add(job);
                }
            }
            assertThat(acknowledged).isEqualTo(joinsByDash() ? List.of(all.get(0), all.get(2)) : all);
        }
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            if (joinsByDash()) {
                assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "a", "b-c", "5"))
                        .isEqualTo(PacketType.ERROR);
            }
            assertThat(Jobs.drain(server.port(), "a", "a-b", "a-b-c"))
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "a", "b-c", "6"))
                    .isEqualTo(PacketType.JOB_CREATED);
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "a", "a-b", "a-b-c")).containsExactly("a b-c 6");
        }
    }

    @Test
    void functionsWithDashesAndOtherCharactersSurvive() throws IOException {
        List<String> expected = List.of("a-b c-d 1", "a b-x-d 2", "a-b-c e 3", "\u00c3\u00a4 \u00c3\u00b6 4");
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            for (String job : expected) {
                String[] parts = job.split(" ", -1);
                assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, parts[0], parts[1], parts[2]))
                        .isEqualTo(PacketType.JOB_CREATED);
            }
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "a-b", "a", "a-b-c", "\u00e4"))
                    .containsExactlyInAnyOrder("a-b c-d 1", "a b-x-d 2", "a-b-c e 3", "\u00e4 \u00c3\u00b6 4");
        }
    }

    @Test
    void manyClientsAtOnceLoseNothing() throws IOException {
        int clients = 8;
        int each = 250;
        List<Dialogue> open = new ArrayList<>();
        try (GearmandServer server = start()) {
            for (int c = 0; c < clients; c++) {
                open.add(new Dialogue(server.port()));
            }
            for (int i = 0; i < each; i++) {
                for (int c = 0; c < clients; c++) {
                    open.get(c).sends(PacketType.SUBMIT_JOB_BG, "fn", c + "-" + i);
                }
            }
            for (Dialogue client : open) {
                for (int i = 0; i < each; i++) {
                    client.receives(PacketType.JOB_CREATED);
                }
                client.close();
            }
        }
        try (GearmandServer server = start()) {
            assertThat(status(server.port())).isEqualTo("fn\t0\t" + clients * each + "\t0\t0\n.\n");
            assertThat(Jobs.drain(server.port(), "fn")).hasSize(clients * each).doesNotHaveDuplicates();
        }
        try (GearmandServer server = start()) {
            assertThat(status(server.port())).isEqualTo(".\n");
        }
    }

    static LongStream oneSeed() {
        return Seeds.first(1);
    }

    @ParameterizedTest
    @MethodSource("oneSeed")
    void whatAKilledServerHasAcknowledgedRunsAtLeastOnce(long seed, @TempDir Path killed) throws Exception {
        KilledServer.losesNothing(options(), seed, killed);
    }
}
