package glimpse.gearman.worker;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import org.junit.jupiter.api.Test;

class NewestJobsTest {
    private final NewestJobs newest = new NewestJobs();

    private boolean isOlder(String handle, String function) {
        return newest.isOlder(Packet.of(PacketType.JOB_ASSIGN_UNIQ, handle, function, ""));
    }

    @Test
    void aJobThatComesAfterNewerOnesOfItsFunctionWasAnothersBefore() {
        assertThat(isOlder("H:a:7", "f")).isFalse();
        assertThat(isOlder("H:a:9", "f")).isFalse();
        assertThat(isOlder("H:a:8", "g")).isFalse();
        assertThat(isOlder("H:a:8", "f")).isTrue();
        assertThat(isOlder("H:a:10", "f")).isFalse();
    }

    @Test
    void handlesOfAnotherFormSayNothing() {
        assertThat(isOlder("H:a:9", "f")).isFalse();
        assertThat(isOlder("job-1", "f")).isFalse();
        assertThat(isOlder("H:a:", "f")).isFalse();
    }
}
