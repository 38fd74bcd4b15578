package glimpse.gearman.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void pausesDoubleUpToTheLongestAndBeginAgainAfterASuccess() {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(300));

        assertThat(backoff.afterFailureMillis()).isEqualTo(50);
        assertThat(backoff.afterFailureMillis()).isEqualTo(100);
        assertThat(backoff.afterFailureMillis()).isEqualTo(200);
        assertThat(backoff.afterFailureMillis()).isEqualTo(300);
        assertThat(backoff.afterFailureMillis()).isEqualTo(300);
        backoff.succeeded();
        assertThat(backoff.afterFailureMillis()).isEqualTo(50);
    }
}
