package glimpse.cluster.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {
    private static final Topic TOPIC = Topic.log("s");
    private static final String MEGABYTE = "x".repeat(1 << 20) + "\n";
    private static final long SECOND = 1_000_000_000;

    private final Outbox outbox = new Outbox(10 * SECOND);

    private static Outgoing line(long number, String text) {
        return new Outgoing.Lines(new LogEvent("s", "m", 0, "w", LogEvent.Stream.OUT, number, 1, text));
    }

    private LogEvent take() {
        return outbox.take(TOPIC) instanceof Outgoing.Lines lines ? lines.event() : null;
    }

    @Test
    void linesThatFollowOneAnotherAreTakenAsOne() {
        for (int i = 0; i < 3; i++) {
            outbox.put(line(i, i + "\n"));
        }
        outbox.put(line(5, "5\n"));
        assertThat(take().lines()).isEqualTo(3);
        assertThat(take()).isEqualTo(((Outgoing.Lines) line(5, "5\n")).event());
        assertThat(take()).isNull();
    }

    @Test
    void mergedLinesKeepTheirTextAndCount() {
        outbox.put(line(7, "a\n"));
        outbox.put(line(8, "b\n"));
        LogEvent merged = take();
        assertThat(merged.firstLine()).isEqualTo(7);
        assertThat(merged.lines()).isEqualTo(2);
        assertThat(merged.text()).isEqualTo("a\nb\n");
    }

    @Test
    void putterThatWaitedFindsItsLineInTheLaneThatIsReadNow() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            Thread putter = new Thread(() -> {
                for (int i = 0; i < 8; i++) {
                    outbox.put(line(i, MEGABYTE));
                }
            });
            putter.start();
            for (int i = 0; i < 8; i++) {
                LogEvent event = take();
                for (; event == null; event = take()) {
                    Thread.onSpinWait();
                }
                assertThat(event.firstLine()).isEqualTo(i);
            }
            putter.join();
        }
    }

    @Test
    void topicWithoutSubscriberIsHeldThenGivenUpThenServedAgain() {
        outbox.put(line(0, "a\n"));
        assertThat(outbox.unsubscribed(TOPIC, 0)).isEqualTo(10 * SECOND);
        assertThat(outbox.unsubscribed(TOPIC, 9 * SECOND)).isEqualTo(SECOND);
        assertThat(outbox.dropped()).isZero();
        assertThat(outbox.unsubscribed(TOPIC, 10 * SECOND)).isZero();
        assertThat(outbox.dropped()).isEqualTo(1);
        outbox.put(line(1, "b\n"));
        assertThat(outbox.dropped()).isEqualTo(2);
        outbox.subscribed(TOPIC);
        outbox.put(line(2, "c\n"));
        assertThat(take().firstLine()).isEqualTo(2);
    }

    @Test
    void putterOfAFullLaneIsFreedWhenTheTopicIsGivenUp() throws InterruptedException {
        Thread putter = new Thread(() -> {
            for (int i = 0; i < 100; i++) {
                outbox.put(line(i, MEGABYTE));
            }
        });
        putter.start();
        while (putter.getState() != Thread.State.WAITING) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        outbox.unsubscribed(TOPIC, 0);
        outbox.unsubscribed(TOPIC, 11 * SECOND);
        putter.join();
        assertThat(outbox.dropped()).isEqualTo(100);
    }

    @Test
    void interruptedPutterDoesNotWait() throws InterruptedException {
        Thread putter = new Thread(() -> {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 100; i++) {
                outbox.put(line(i, MEGABYTE));
            }
        });
        putter.start();
        putter.join();
        assertThat(outbox.dropped()).isGreaterThan(90);
    }
}
