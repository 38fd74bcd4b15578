package glimpse.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void aSampleIsReadAsItWasWritten() {
        Sample sample = new Sample(12345.5, 18.25, 0.5, 139.25, 4378);

        assertThat(Sample.parse(sample + "\n")).isEqualTo(sample);
    }

    @Test
    void theMedianIsTakenOfEachFigureByItself() {
        Sample a = new Sample(1, 30, 0.25, 0, 7);
        Sample b = new Sample(2, 20, 0.75, 0, 8);
        Sample c = new Sample(9, 10, 0.50, 0, 9);

        assertThat(Sample.median(List.of(a, b, c))).isEqualTo(new Sample(2, 20, 0.5, 0, 8));
        assertThat(Sample.median(List.of(a, b))).isEqualTo(new Sample(1.5, 25, 0.5, 0, 7.5));
    }
}
