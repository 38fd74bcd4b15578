package glimpse.kernel.jupyter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputQueueTest {
    private static final JsonNode ONE = Json.object().put("msg_id", "1");
    private static final JsonNode TWO = Json.object().put("msg_id", "2");

    private long nanos;
    private final OutputQueue queue = new OutputQueue(() -> nanos, () -> {});

    @Test
    void textInARowGrowsIntoOneEntryUntilItIsOldEnough() {
        queue.text(ONE, "stdout", "a");
        queue.text(ONE, "stdout", "b");
        assertThat(queue.poll()).isNull();
        assertThat(queue.millisToNext()).isEqualTo(OutputQueue.TEXT_DELAY_MILLIS);
        nanos += TimeUnit.MILLISECONDS.toNanos(OutputQueue.TEXT_DELAY_MILLIS);
        assertThat(text(queue.poll())).isEqualTo("ab");
        assertThat(queue.millisToNext()).isZero();
    }

    @Test
    void anotherStreamAnotherRequestOrAMessageEndsAnEntry() {
        queue.text(ONE, "stdout", "a");
        queue.text(ONE, "stderr", "b");
        queue.text(TWO, "stderr", "c");
        queue.control(ready());
        assertThat(List.of(text(queue.poll()), text(queue.poll()), text(queue.poll())))
                .containsExactly("a", "b", "c");
        assertThat(queue.poll()).isInstanceOf(OutputQueue.Ready.class);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void aFullEntryIsDueAtOnceAndALongTextIsCutIntoSeveral() {
        queue.text(ONE, "stdout", "x".repeat(2 * OutputQueue.FULL_CHARS + 1));
        assertThat(text(queue.poll())).hasSize(OutputQueue.FULL_CHARS);
        assertThat(text(queue.poll())).hasSize(OutputQueue.FULL_CHARS);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void aSurrogatePairIsNeverCut() {
        String balloons = "x" + "🎈".repeat(OutputQueue.FULL_CHARS);
        queue.text(ONE, "stdout", balloons);
        queue.control(ready());
        StringBuilder all = new StringBuilder();
        for (OutputQueue.Entry entry = queue.poll(); entry instanceof OutputQueue.Text; entry = queue.poll()) {
            String part = text(entry);
            assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1)))
                    .isFalse();
            all.append(part);
        }
        assertThat(all.toString()).isEqualTo(balloons);
    }

    @Test
    void halfAPairWaitsForTheOtherHalf() {
        queue.text(ONE, "stdout", "a\ud83c");
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(text(queue.poll())).isEqualTo("a");
        queue.text(ONE, "stdout", "\udf88");
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(text(queue.poll())).isEqualTo("🎈");
    }

    @Test
    void aWriterWaitsWhileTheReaderIsBehindAndLosesNothing() throws InterruptedException {
        int chunks = 100;
        String chunk = "x".repeat(OutputQueue.FULL_CHARS);
        Thread writer = new Thread(() -> {
            for (int i = 0; i < chunks; i++) {
                queue.text(ONE, "stdout", chunk);
            }
        });
        writer.start();
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        long read = 0;
        while (read < (long) chunks * chunk.length()) {
            OutputQueue.Entry entry = queue.poll();
            if (entry != null) {
                read += text(entry).length();
            }
        }
        writer.join();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void anInterruptedWriterDoesNotWait() {
        Thread.currentThread().interrupt();
        for (int i = 0; i < 100; i++) {
            queue.text(ONE, "stdout", "x".repeat(OutputQueue.FULL_CHARS));
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aStatusNeverWaitsBehindAFullQueue() {
        Thread.currentThread().interrupt();
        for (int i = 0; i < 1000; i++) {
            queue.display(ready());
        }
        assertThat(Thread.interrupted()).isTrue();
        queue.control(OutputQueue.Ready.of("last", ONE, ONE));
        OutputQueue.Ready last = null;
        for (OutputQueue.Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            last = (OutputQueue.Ready) entry;
        }
        assertThat(last).isNotNull().extracting(OutputQueue.Ready::topic).isEqualTo("last");
    }

    @Test
    void flushWaitsForWhatCameBefore() throws InterruptedException {
        queue.text(ONE, "stdout", "a");
        CountDownLatch flushed = new CountDownLatch(1);
        Thread flusher = new Thread(() -> {
            try {
                queue.flush(30_000);
                flushed.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        flusher.start();
        OutputQueue.Entry first = queue.poll();
        while (first == null) {
            first = queue.poll();
        }
        assertThat(text(first)).isEqualTo("a");
        ((OutputQueue.Mark) queue.poll()).reached().countDown();
        assertThat(flushed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClosedQueueTakesNothingAndLetsEverybodyGo() throws InterruptedException {
        queue.text(ONE, "stdout", "a");
        queue.close();
        queue.text(ONE, "stdout", "b");
        queue.control(ready());
        queue.flush(30_000);
        assertThat(text(queue.poll())).isEqualTo("a");
        assertThat(queue.poll()).isNull();
    }

    private static OutputQueue.Ready ready() {
        return OutputQueue.Ready.of("status", ONE, Json.object());
    }

    private static String text(OutputQueue.Entry entry) {
        return ((OutputQueue.Text) entry).text().toString();
    }
}
