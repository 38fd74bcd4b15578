package glimpse.cluster.closure.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTokenTest {
    private final CancelToken token = new CancelToken("task");

    @AfterEach
    void carryNothing() {
        CancelToken.carry(null);
    }

    @Test
    void aThreadThatComesToItsCheckAfterTheEndOfACancelledTaskIsStopped() {
        CancelToken.carry(token);
        token.cancel();
        token.close();
        assertThatThrownBy(Cancel::check).isInstanceOf(Cancelled.class);
    }

    @Test
    void aCancelAfterTheEndStopsNothing() {
        CancelToken.carry(token);
        token.close();
        token.cancel();
        assertThatCode(Cancel::check).doesNotThrowAnyException();
    }
}
