package glimpse.server.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.FramingException;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketDecoder;
import glimpse.gearman.packet.PacketEncoder;
import glimpse.gearman.packet.PacketType;
import glimpse.gearman.packet.Priority;
import glimpse.server.connection.CoreHarness;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The core with a store whose answers the test gives. */
class PersistenceTest {
    private final List<Job> added = new ArrayList<>();
    private final List<Job> done = new ArrayList<>();
    private final JobServer server = new JobServer(JobRules.standard("H"), JobEvents.NONE, new JobStore() {
        @Override
        public boolean isPersistent() {
            return true;
        }

        @Override
        public void add(Job job) {
            added.add(job);
        }

        @Override
        public void done(Job job) {
            done.add(job);
        }
    });
    private final CoreHarness core = new CoreHarness(server);
    private Line client;
    private Line worker;

    private final class Line {
        private final CoreHarness.Wire wire = core.connect();
        private final PacketDecoder decoder = new PacketDecoder(1 << 20);

        Line sends(PacketType type, String... arguments) {
            wire.send(PacketEncoder.encode(Packet.of(type, arguments)));
            return this;
        }

        Line submits(PacketType type, String function, String unique, String data) {
            wire.send(PacketEncoder.encode(Packet.of(type, function, unique).withData(data.getBytes(UTF_8))));
            return this;
        }

        List<String> received() throws FramingException {
            core.endRound();
            List<String> lines = new ArrayList<>();
            decoder.decode(ByteBuffer.wrap(wire.received()), packet -> lines.add(packet.toString()));
            return lines;
        }
    }

    @BeforeEach
    void connect() {
        core.tick(0);
        client = new Line();
        worker = new Line().sends(PacketType.CAN_DO, "f");
    }

    @Test
    void aBackgroundJobIsCreatedAndRunsWhenTheStoreHasIt() throws FramingException {
        worker.sends(PacketType.PRE_SLEEP);
        client.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x");
        assertThat(client.received()).isEmpty();
        assertThat(worker.sends(PacketType.GRAB_JOB).sends(PacketType.PRE_SLEEP).received())
                .containsExactly("RES NO_JOB");
        server.stored(added.get(0));
        assertThat(client.received()).containsExactly("RES JOB_CREATED H:1");
        assertThat(worker.received()).containsExactly("RES NOOP");
        assertThat(worker.sends(PacketType.GRAB_JOB).received()).containsExactly("RES JOB_ASSIGN H:1 f x");
        assertThat(done).isEmpty();
        worker.sends(PacketType.WORK_COMPLETE, "H:1");
        assertThat(done).containsExactlyElementsOf(added);
    }

    @Test
    void aRefusedJobIsAnErrorAndIsGone() throws FramingException {
        client.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x");
        client.submits(PacketType.SUBMIT_JOB, "f", "u", "x");
        server.refused(added.get(0));
        assertThat(client.received())
                .containsExactly("RES ERROR QUEUE_ERROR QUEUE_ERROR", "RES ERROR QUEUE_ERROR QUEUE_ERROR");
        assertThat(server.isEmpty()).isTrue();
        assertThat(done).isEmpty();
    }

    @Test
    void aForegroundJobIsNotStored() throws FramingException {
        client.submits(PacketType.SUBMIT_JOB, "f", "u", "x");
        assertThat(client.received()).containsExactly("RES JOB_CREATED H:1");
        assertThat(added).isEmpty();
    }

    @Test
    void answersKeepTheOrderOfTheRequests() throws FramingException {
        client.submits(PacketType.SUBMIT_JOB_BG, "f", "1", "x")
                .sends(PacketType.ECHO_REQ)
                .submits(PacketType.SUBMIT_JOB_BG, "f", "2", "x")
                .submits(PacketType.SUBMIT_JOB, "f", "3", "x")
                .sends(PacketType.GET_STATUS, "H:1");
        server.stored(added.get(1));
        assertThat(client.received()).isEmpty();
        server.refused(added.get(0));
        assertThat(client.received())
                .containsExactly(
                        "RES ERROR QUEUE_ERROR QUEUE_ERROR",
                        "RES ECHO_RES",
                        "RES JOB_CREATED H:2",
                        "RES JOB_CREATED H:3",
                        "RES STATUS_RES H:1 1 0 0 0");
    }

    @Test
    void whoJoinsAJobOnItsWayIntoTheStoreWaitsWithIt() throws FramingException {
        Line other = new Line();
        client.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x");
        other.submits(PacketType.SUBMIT_JOB_HIGH_BG, "f", "u", "x");
        assertThat(added).hasSize(1);
        assertThat(other.received()).isEmpty();
        server.stored(added.get(0));
        assertThat(other.received()).containsExactly("RES JOB_CREATED H:1");
        assertThat(other.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x").received())
                .containsExactly("RES JOB_CREATED H:1");
        assertThat(added).hasSize(1);
    }

    @Test
    void aForegroundJobThatABackgroundOneJoinsIsStored() throws FramingException {
        client.submits(PacketType.SUBMIT_JOB, "f", "u", "x");
        Line other = new Line();
        other.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x");
        assertThat(added).hasSize(1);
        assertThat(other.received()).isEmpty();
        assertThat(worker.sends(PacketType.GRAB_JOB).received()).containsExactly("RES JOB_ASSIGN H:1 f x");
        server.stored(added.get(0));
        assertThat(other.received()).containsExactly("RES JOB_CREATED H:1");
        client.wire.disconnect();
        worker.sends(PacketType.RESET_ABILITIES);
        assertThat(server.isEmpty()).isFalse();
    }

    @Test
    void aForegroundJobStaysOneWhenTheStoreRefusesIt() throws FramingException {
        client.submits(PacketType.SUBMIT_JOB, "f", "u", "x");
        Line other = new Line();
        other.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x");
        server.refused(added.get(0));
        assertThat(other.received()).containsExactly("RES ERROR QUEUE_ERROR QUEUE_ERROR");
        assertThat(client.received()).containsExactly("RES JOB_CREATED H:1");
        client.wire.disconnect();
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void aCancelledJobIsForgottenByTheStoreAndNeverRuns() throws FramingException {
        client.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x");
        assertThat(server.cancelJob(Bytes.of("H:1"))).isTrue();
        assertThat(done).containsExactlyElementsOf(added);
        server.stored(added.get(0));
        assertThat(client.received()).containsExactly("RES JOB_CREATED H:1");
        assertThat(worker.sends(PacketType.GRAB_JOB).received()).containsExactly("RES NO_JOB");
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void aCancelledRunningJobIsForgottenAtOnce() {
        client.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x");
        server.stored(added.get(0));
        worker.sends(PacketType.GRAB_JOB);
        server.cancelJob(Bytes.of("H:1"));
        assertThat(done).hasSize(1);
        worker.sends(PacketType.WORK_COMPLETE, "H:1");
        assertThat(done).hasSize(1);
    }

    @Test
    void aClientThatLeavesBeforeTheStoreAnswersIsNotAnswered() throws FramingException {
        client.submits(PacketType.SUBMIT_JOB_BG, "f", "u", "x");
        client.wire.disconnect();
        server.stored(added.get(0));
        assertThat(worker.sends(PacketType.GRAB_JOB).received()).containsExactly("RES JOB_ASSIGN H:1 f x");
    }

    @Test
    void aReplayedJobIsNotStoredAgain() throws FramingException {
        Submission kept = Submission.plain(
                Bytes.of("f"), Bytes.of("u"), Bytes.of("x"), Priority.HIGH, Submission.Mode.BACKGROUND);
        Job job = server.replay(kept);
        assertThat(server.replay(kept)).isNull();
        assertThat(added).isEmpty();
        assertThat(worker.sends(PacketType.GRAB_JOB).received()).containsExactly("RES JOB_ASSIGN H:1 f x");
        worker.sends(PacketType.WORK_COMPLETE, "H:1");
        assertThat(done).containsExactly(job);
    }
}
