package glimpse.cluster.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.security.ClusterKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObeyedCommandsTest {
    private static final long SENT = 1_790_000_000_000L;
    private static final Topic OWN = Topic.worker("w1");

    private final ObeyedCommands strict = new ObeyedCommands("w1", ClusterKey.of("secret"));
    private final ObeyedCommands open = new ObeyedCommands("w1", ClusterKey.none());
    private Duration now = Duration.ZERO;

    private static Command.Received command(String id, Topic topic, String... targets) {
        Command quit = new Command(id, Command.QUIT, Map.of(), new byte[0], Set.of(targets));
        return new Command.Received(quit, "fe", topic, SENT);
    }

    private boolean begins(ObeyedCommands obeyed, Command.Received received) throws BadMessageException {
        return obeyed.begin(received, SENT + now.toMillis(), now.toNanos());
    }

    @Test
    void aCommandIsObeyedOnceHoweverManyFollowIt() throws BadMessageException {
        assertThat(begins(strict, command("first", OWN))).isTrue();
        for (int i = 0; i < 5_000; i++) {
            assertThat(begins(strict, command("later " + i, OWN))).isTrue();
        }
        assertThat(begins(strict, command("first", OWN))).isFalse();
    }

    @Test
    void anOldCommandIsRefusedWithBothTimes() throws BadMessageException {
        now = ObeyedCommands.WINDOW;
        assertThat(begins(strict, command("as old as can be", OWN))).isTrue();
        now = ObeyedCommands.WINDOW.plusMillis(1);
        assertThatThrownBy(() -> begins(strict, command("too old", OWN)))
                .hasMessageContaining("command quit of 2026-09-21T14:13:20Z, it is 2026-09-21T14:18:20.001Z here")
                .hasMessageContaining("clocks");
        now = ObeyedCommands.WINDOW.plusMillis(1).negated();
        assertThatThrownBy(() -> begins(strict, command("from the future", OWN)))
                .isInstanceOf(BadMessageException.class);
    }

    @Test
    void aCommandToAllIsForThoseThatItNames() throws BadMessageException {
        assertThat(begins(strict, command("named", Topic.ALL_WORKERS, "w0", "w1")))
                .isTrue();
        assertThatThrownBy(() -> begins(strict, command("nobody", Topic.ALL_WORKERS)))
                .hasMessageContaining("expected: w1 among its targets");
    }

    @Test
    void whatIsTooOldToBeObeyedAgainIsForgotten() throws BadMessageException {
        for (int i = 0; i < 1_000; i++) {
            begins(open, command("" + i, OWN));
        }
        begins(open, command("one more", OWN));
        assertThat(begins(open, command("0", OWN))).isTrue();
        assertThat(begins(open, command("999", OWN))).isFalse();
    }

    @Test
    void withoutAKeyACommandToAllNeedsNoNames() throws BadMessageException {
        now = Duration.ofDays(1);
        assertThat(begins(open, command("any", Topic.ALL_WORKERS))).isTrue();
    }
}
