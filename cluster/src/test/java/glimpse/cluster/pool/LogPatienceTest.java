package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogPatienceTest {
    private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

    private final LogPatience patience = new LogPatience();

    @Test
    void aSlowWorkersFirstLineIsWaitedForButNotForEver() {
        assertThat(patience.mayWait(0, TEN_SECONDS)).isTrue();
        assertThat(patience.mayWait(0, 6 * TEN_SECONDS)).isFalse();
    }

    @Test
    void whereLinesDoNotArriveTheNextMapHardlyWaitsUntilSomeDo() {
        patience.gaveUp();
        assertThat(patience.mayWait(0, TEN_SECONDS)).isFalse();
        patience.came();
        assertThat(patience.mayWait(0, TEN_SECONDS)).isTrue();
    }
}
