package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of an engine that is a process of its own, and may die. */
abstract class EngineProcessContract extends CReplayContract {
    /** The engine's own process. */
    abstract EngineProcess process();

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
        try (GearmandServer server = start();
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
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn", "gone")).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
