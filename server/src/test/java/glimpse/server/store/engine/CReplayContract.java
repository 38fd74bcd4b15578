package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import glimpse.server.transcript.CGearmand;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked of an engine that C's server of this machine has too: a queue written by one is replayed by the other. */
abstract class CReplayContract extends EngineContract {
    private CGearmand startC() throws IOException, InterruptedException {
        Map<String, String> words = new LinkedHashMap<>();
        for (String option : options()) {
            String[] parts = option.substring(2).split("=", 2);
            words.put(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        return CGearmand.start(words);
    }

    @Test
    void cReplaysOurs() throws IOException, InterruptedException {
        List<String> expected;
        try (GearmandServer server = start()) {
            expected = submitAll(server.port(), true);
        }
        try (CGearmand server = startC()) {
            assertThat(status(server.port())).isEqualTo(statusOfC());
            List<String> drained = Jobs.drain(server.port(), "fn");
            // C's server hands out nothing of low priority while a job of normal priority waits for its time.
            assertThat(drained).containsAll(keepsTimes() ? expected.subList(0, 3) : expected);
            server.stop();
        }
    }

    /** What C's server says of {@link #submitAll} after a replay. */
    String statusOfC() {
        return expectedStatus();
    }

    @Test
    void oursReplaysC() throws IOException, InterruptedException {
        List<String> expected;
        try (CGearmand server = startC()) {
            expected = submitAll(server.port(), false);
            server.stop();
        }
        try (GearmandServer server = start()) {
            assertThat(status(server.port())).isEqualTo(expectedStatus());
            assertThat(Jobs.drain(server.port(), "fn")).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
