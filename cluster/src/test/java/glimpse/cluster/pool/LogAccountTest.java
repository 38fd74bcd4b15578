package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogAccountTest {
    private final LogAccount logs = new LogAccount();

    @Test
    void linesThatCameBeforeTheEndAreNotDue() {
        logs.arrived(0, "a", 0, 3);
        logs.ended(0, "a", 3);
        assertThat(logs.due()).isZero();
    }

    @Test
    void linesAreDueUntilTheyCome() {
        logs.arrived(0, "a", 0, 3);
        logs.ended(0, "a", 5);
        logs.ended(1, "b", 2);
        assertThat(logs.due()).isEqualTo(4);
        logs.arrived(0, "a", 3, 2);
        assertThat(logs.due()).isEqualTo(2);
        assertThat(logs.giveUp()).isEqualTo(Map.of("b", 2L));
        assertThat(logs.due()).isZero();
    }

    @Test
    void aGapIsCounted() {
        assertThat(logs.arrived(0, "a", 0, 2)).isZero();
        assertThat(logs.arrived(0, "a", 5, 1)).isEqualTo(3);
        assertThat(logs.arrived(0, "a", 6, 1)).isZero();
    }

    @Test
    void anotherAttemptBeginsAgainAtLineZero() {
        logs.arrived(0, "a", 0, 10);
        assertThat(logs.arrived(0, "a", 0, 1)).isZero();
        logs.ended(0, "a", 1);
        assertThat(logs.due()).isZero();
    }
}
