package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of an engine whose table says what may be in a record. */
abstract class SqlEngineContract extends EngineProcessContract {
    @Test
    void aRecordThatTheEngineDoesNotTakeIsRefusedAndTheOthersOfItsGroupAreKept() throws IOException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String function = i % 20 == 7 ? "f".repeat(256) : "fn";
                client.sends(PacketType.SUBMIT_JOB_BG, function, "u" + i);
                expected.add(i % 20 == 7 ? "ERROR" : "JOB_CREATED");
            }
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add("" + client.receives().type());
            }
            assertThat(answers).isEqualTo(expected);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "\u00ff\u00fe", "x"))
                    .isEqualTo(PacketType.ERROR);
            assertThat(Jobs.submitEpoch(client, "fn", "late", 1L << 40, "x")).isEqualTo(PacketType.ERROR);
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "last", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn")).hasSize(58);
        }
    }
}
