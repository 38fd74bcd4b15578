package glimpse.gearman.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a listener is told, as text. */
final class RecordedEvents implements JobListener {
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** The next events are these, in order. */
    void told(String... expected) throws InterruptedException {
        for (String event : expected) {
            assertThat(events.poll(60, TimeUnit.SECONDS)).isEqualTo(event);
        }
    }

    /** Nothing was told beyond what was asked for. */
    void toldNothingMore() {
        assertThat(events).isEmpty();
    }

    @Override
    public void created(SubmittedJob job) {
        events.add("created " + job.handle());
    }

    @Override
    public void data(byte[] data) {
        events.add("data " + new String(data, UTF_8));
    }

    @Override
    public void warning(byte[] data) {
        events.add("warning " + new String(data, UTF_8));
    }

    @Override
    public void status(long numerator, long denominator) {
        events.add("status " + numerator + "/" + denominator);
    }

    @Override
    public void complete(byte[] result) {
        events.add("complete " + new String(result, UTF_8));
    }

    @Override
    public void fail() {
        events.add("fail");
    }

    @Override
    public void exception(byte[] exception) {
        events.add("exception " + new String(exception, UTF_8));
    }

    @Override
    public void refused(RefusedException reason) {
        events.add("refused " + reason.getMessage());
    }

    @Override
    public void disconnected(IOException cause) {
        events.add("disconnected " + cause.getMessage());
    }
}
