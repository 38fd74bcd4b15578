package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class VanishedWorkersTest {
    private static final long SECOND = 1_000_000_000L;

    private final VanishedWorkers vanished = new VanishedWorkers();

    private static OpenChunk chunkOf(String slot, long submittedNanos) {
        OpenChunk chunk = new OpenChunk(0, 0, new Object[1], 3, 0);
        chunk.submitted(submittedNanos);
        if (!slot.isEmpty()) {
            chunk.started(slot, submittedNanos);
        }
        return chunk;
    }

    @Test
    void theChunksOfAWorkerThatHasLeftTheOthersAreWithIt() {
        vanished.look(Set.of("w1", "w10"), 0);
        vanished.look(Set.of("w10"), SECOND);
        assertThat(vanished.have(chunkOf("w1/0", 0), 2 * SECOND))
                .as("may come back")
                .isFalse();
        assertThat(vanished.have(chunkOf("w1/0", 0), 3 * SECOND)).isTrue();
        assertThat(vanished.have(chunkOf("w10/0", 0), 3 * SECOND)).isFalse();
    }

    @Test
    void soMayBeWhatWasSubmittedBeforeAndHasNotBegun() {
        vanished.look(Set.of("w1", "w2"), 0);
        vanished.look(Set.of("w2"), SECOND);
        assertThat(vanished.have(chunkOf("", 0), 3 * SECOND)).isTrue();
        assertThat(vanished.have(chunkOf("", 2 * SECOND), 9 * SECOND)).isFalse();
    }

    @Test
    void nobodyHasVanishedWhoIsBackOrWhenTheChannelIsAway() {
        vanished.look(Set.of("w1", "w2"), 0);
        vanished.look(Set.of("w2"), SECOND);
        vanished.look(Set.of("w1", "w2"), 2 * SECOND);
        assertThat(vanished.have(chunkOf("w1/0", 0), 9 * SECOND)).isFalse();
        vanished.look(Set.of("w2"), SECOND);
        vanished.look(Set.of(), 2 * SECOND);
        assertThat(vanished.have(chunkOf("w1/0", 0), 9 * SECOND)).isFalse();
    }
}
