package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private static final long SECOND = 1_000_000_000;

    private final ProgressMeter meter = new ProgressMeter(0);
    private final SlotCount slots = new SlotCount(4, 3);

    @Test
    void tellsRateAndTimeLeft() {
        meter.finished(50, 2);
        Progress progress = meter.progress(OptionalLong.of(200), slots, 5 * SECOND);
        assertThat(progress.done()).isEqualTo(50);
        assertThat(progress.failures()).isEqualTo(2);
        assertThat(progress.perSecond()).isEqualTo(10);
        assertThat(progress.remaining()).contains(Duration.ofSeconds(15));
        assertThat(progress.busySlots()).isEqualTo(3);
        assertThat(progress.slots()).isEqualTo(4);
    }

    @Test
    void hasNoTimeLeftToTellWithoutAnEndOrAStart() {
        assertThat(meter.progress(OptionalLong.of(200), slots, SECOND).remaining())
                .isEmpty();
        meter.finished(50, 0);
        assertThat(meter.progress(OptionalLong.empty(), slots, 2 * SECOND).remaining())
                .isEmpty();
    }

    @Test
    void leansToTheRateOfLate() {
        meter.finished(100, 0);
        meter.progress(OptionalLong.of(1000), slots, SECOND);
        meter.finished(10, 0);
        double rate = meter.progress(OptionalLong.of(1000), slots, 2 * SECOND).perSecond();
        assertThat(rate).isBetween(10.0, 99.0);
    }
}
