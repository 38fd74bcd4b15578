package glimpse.worker.slot;

import static org.assertj.core.api.Assertions.assertThatCode;

import glimpse.cluster.security.ClusterKey;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void theWarmUpChunkRunsWithoutAnError() {
        assertThatCode(() -> WarmUp.run(ClusterKey.random())).doesNotThrowAnyException();
    }
}
