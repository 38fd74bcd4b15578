package glimpse.gearman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.Priority;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobTest {
    private final Job job = Job.of("f", new byte[] {'x'}).withUnique("u");

    @Test
    void eachKindHasItsPacket() {
        assertThat(job).hasToString("REQ SUBMIT_JOB f u x");
        assertThat(job.withPriority(Priority.HIGH)).hasToString("REQ SUBMIT_JOB_HIGH f u x");
        assertThat(job.withPriority(Priority.LOW)).hasToString("REQ SUBMIT_JOB_LOW f u x");
        assertThat(job.inBackground()).hasToString("REQ SUBMIT_JOB_BG f u x");
        assertThat(job.inBackground().withPriority(Priority.HIGH)).hasToString("REQ SUBMIT_JOB_HIGH_BG f u x");
        assertThat(job.inBackground().withPriority(Priority.LOW)).hasToString("REQ SUBMIT_JOB_LOW_BG f u x");
        assertThat(job.notBefore(Instant.ofEpochSecond(1_800_000_000)))
                .hasToString("REQ SUBMIT_JOB_EPOCH f u 1800000000 x");
        assertThat(job.reducedBy("sum")).hasToString("REQ SUBMIT_REDUCE_JOB f u sum \"\" x");
        assertThat(job.inBackground().reducedBy("sum")).hasToString("REQ SUBMIT_REDUCE_JOB_BACKGROUND f u sum \"\" x");
    }

    @Test
    void whatNoPacketCanSayIsRefused() {
        assertThatThrownBy(() -> job.withUnique("é".repeat(32))).hasMessage("unique id of 64 bytes (expected: <= 63)");
        assertThatThrownBy(() -> job.withPriority(Priority.HIGH).reducedBy("sum"))
                .hasMessage("priority HIGH with an epoch or a reducer (expected: NORMAL)");
        assertThatThrownBy(() -> job.notBefore(Instant.EPOCH).reducedBy("sum"))
                .hasMessage("a job with both an epoch and a reducer (expected: one)");
        assertThatThrownBy(() -> SubmittedJob.parse("H:1")).hasMessage("job 'H:1' (expected: host:port/handle)");
    }
}
