package glimpse.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void aLineOfTheLoadProgramIsReadByNames() {
        Sample sample = Sample.parse("rate=12345.5 p50=139.25\n").and("then", Sample.parse("rate=7"));

        assertThat(sample.figure("rate")).isEqualTo(12345.5);
        assertThat(sample.figure("p50")).isEqualTo(139.25);
        assertThat(sample.figure("then.rate")).isEqualTo(7);
        assertThatThrownBy(() -> sample.figure("p99")).hasMessageStartingWith("no figure p99 in ");
    }

    @Test
    void theMedianIsTakenOfEachFigureByItself() {
        Sample a = Sample.parse("x=1 y=30");
        Sample b = Sample.parse("x=2 y=20");
        Sample c = Sample.parse("x=9 y=10");

        assertThat(Sample.median(List.of(a, b, c), "x")).isEqualTo(2);
        assertThat(Sample.median(List.of(a, b, c), "y")).isEqualTo(20);
        assertThat(Sample.median(List.of(a, b), "x")).isEqualTo(1.5);
        assertThat(Sample.range(List.of(b, c, a), "x")).containsExactly(1, 9);
    }
}
