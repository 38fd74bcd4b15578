package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChunkSizerTest {
    private static final long MILLI = 1_000_000;
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private final ChunkSizer sizer = new ChunkSizer(OptionalInt.empty());

    @Test
    void theFirstChunksHaveOneElement() {
        assertThat(sizer.next(OptionalLong.of(1_000_000), 0, 4)).isEqualTo(1);
        assertThat(sizer.isMeasured()).isFalse();
    }

    @Test
    void aSizeThatWasAskedForIsKept() {
        ChunkSizer fixed = new ChunkSizer(OptionalInt.of(7));
        fixed.measured(7, MILLI, 100);
        assertThat(fixed.next(OptionalLong.of(20), 14, 4)).isEqualTo(7);
    }

    @Test
    void aChunkTakesAHundredMillisecondsAsMeasured() {
        sizer.measured(10, 50 * MILLI, 100);
        assertThat(sizer.next(UNKNOWN, 10, 2)).isEqualTo(20);
    }

    @Test
    void slowElementsGoOneByOne() {
        sizer.measured(1, 3000 * MILLI, 100);
        assertThat(sizer.next(OptionalLong.of(1000), 1, 2)).isEqualTo(1);
    }

    @Test
    void aChunkIsNeverMoreThanAQuarterOfASlotsShare() {
        sizer.measured(10_000, MILLI, 100);
        assertThat(sizer.next(OptionalLong.of(10_000), 0, 2)).isEqualTo(1250);
    }

    @Test
    void chunksGetSmallerTowardsTheEnd() {
        sizer.measured(10, 100 * MILLI, 100);
        assertThat(sizer.next(OptionalLong.of(64), 20, 2)).isEqualTo(8);
        assertThat(sizer.next(OptionalLong.of(64), 52, 2)).isEqualTo(3);
        assertThat(sizer.next(OptionalLong.of(64), 63, 2)).isEqualTo(1);
    }

    @Test
    void quickElementsAreNotCutUpAtTheEnd() {
        sizer.measured(1000, MILLI, 100);
        assertThat(sizer.next(OptionalLong.of(10_000), 9_000, 2)).isEqualTo(1250);
    }

    @Test
    void aChunkGrowsStepByStep() {
        sizer.measured(1, 1000, 100);
        assertThat(sizer.next(UNKNOWN, 1, 2)).isEqualTo(32);
    }

    @Test
    void bigElementsMakeSmallChunks() {
        sizer.measured(1, 1000, 1024 * 1024);
        assertThat(sizer.next(UNKNOWN, 1, 2)).isEqualTo(4);
    }

    @Test
    void moreChunksAreOnTheirWayWhereTheyAreShort() {
        sizer.measured(1, 1000, 100);
        assertThat(sizer.window(2)).isEqualTo(48);
        sizer.measured(1, 1000 * MILLI, 100);
        assertThat(sizer.window(2)).isEqualTo(8);
    }

    @Test
    void chunksAreSmallerWhereTheHeapIs() {
        ChunkSizer large = new ChunkSizer(OptionalInt.empty(), 8L << 30);
        ChunkSizer small = new ChunkSizer(OptionalInt.empty(), 256 << 20);
        for (ChunkSizer each : new ChunkSizer[] {large, small}) {
            each.measured(1_000_000, MILLI, 1_000_000 * 100L);
        }
        assertThat(large.next(UNKNOWN, 0, 2)).isEqualTo((4 << 20) / 100);
        assertThat(small.next(UNKNOWN, 0, 2)).isEqualTo((2 << 20) / 100);
    }

    @Test
    void elementsOfFewBytesCountAsTheObjectsThatTheyAreHere() {
        ChunkSizer small = new ChunkSizer(OptionalInt.empty(), 256 << 20);
        small.measured(1_000_000, MILLI, 1_000_000);
        assertThat(small.next(UNKNOWN, 0, 2)).isEqualTo((2 << 20) / 64);
    }
}
