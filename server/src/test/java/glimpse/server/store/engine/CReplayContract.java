package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.peer.CGearmand;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of an engine that C's server of this machine has too: a queue written by one is replayed by the other. */
abstract class CReplayContract extends EngineContract {
    private CGearmand startC() throws IOException {
        return CGearmand.started(options().toArray(String[]::new));
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
