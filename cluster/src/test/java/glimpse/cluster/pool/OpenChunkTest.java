package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.cluster.pool.OpenChunk.Next;
import glimpse.gearman.client.SubmittedJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenChunkTest {
    private final OpenChunk chunk = new OpenChunk(3, 24, new Object[] {1, 2}, 3, 0);

    @BeforeEach
    void submitted() {
        chunk.submitted(0);
        chunk.created(SubmittedJob.parse("127.0.0.1:4730/H:1"), 0);
    }

    @Test
    void theSecondBeginningCancelsTheServersCopy() {
        assertThat(chunk.started("a/0", 1)).isEqualTo(Next.WAIT);
        assertThat(chunk.started("b/0", 2)).isEqualTo(Next.CANCEL_JOB);
        assertThat(chunk.failed()).as("the answer to the cancellation").isEqualTo(Next.WAIT);
        assertThat(chunk.status(true, true, 3)).isEqualTo(Next.WAIT);
    }

    @Test
    void afterTwoDeadWorkersItIsGivenUp() {
        chunk.started("a/0", 1);
        chunk.started("b/0", 2);
        chunk.failed();
        assertThat(chunk.status(true, false, 3)).isEqualTo(Next.GIVE_UP);
        assertThat(chunk.obituary())
                .isEqualTo("2 workers died while they ran a chunk with the inputs 24 to 25 (a/0, b/0);"
                        + " it is not given to another");
    }

    @Test
    void aServerThatGivesUpAfterEachDeathLeadsToTheSameEnd() {
        chunk.started("a/0", 1);
        assertThat(chunk.failed()).isEqualTo(Next.SUBMIT);
        chunk.submitted(2);
        chunk.started("b/0", 3);
        assertThat(chunk.failed()).isEqualTo(Next.GIVE_UP);
    }

    @Test
    void aJobThatTheServerLostIsSubmittedAgain() {
        assertThat(chunk.isQuiet(5, 10)).isFalse();
        assertThat(chunk.isQuiet(10, 10)).isTrue();
        assertThat(chunk.status(true, false, 10)).isEqualTo(Next.WAIT);
        assertThat(chunk.isQuiet(15, 10)).isFalse();
        assertThat(chunk.status(false, false, 20)).isEqualTo(Next.SUBMIT);
    }

    @Test
    void aLostConnectionDoesNotCountAsAnAttempt() {
        int first = 0;
        for (int i = 0; i < 5; i++) {
            assertThat(chunk.disconnected("closed")).isEqualTo(Next.SUBMIT);
            int attempt = chunk.submitted(i);
            assertThat(chunk.isCurrent(first)).isFalse();
            first = attempt;
        }
    }

    @Test
    void aServerThatHangsUpOnItEveryTimeDoesNotGetItForEver() {
        for (int i = 0; i < 9; i++) {
            assertThat(chunk.disconnected("closed")).isEqualTo(Next.SUBMIT);
            chunk.submitted(i);
        }
        assertThat(chunk.disconnected("closed")).isEqualTo(Next.GIVE_UP);
        assertThat(chunk.obituary()).contains("closed (10 times)");
    }

    @Test
    void aWorkersReasonIsReported() {
        for (int i = 0; i < 3; i++) {
            chunk.started("a/0", i);
            chunk.warned("a/0: no image");
            assertThat(chunk.failed()).isEqualTo(Next.SUBMIT);
            chunk.submitted(i);
        }
        chunk.warned("a/0: no image");
        assertThat(chunk.failed()).isEqualTo(Next.GIVE_UP);
        assertThat(chunk.obituary())
                .isEqualTo("a chunk with the inputs 24 to 25 got no result in 4 attempts: a/0: no image");
    }
}
