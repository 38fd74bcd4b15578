package glimpse.gearman.client;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener that never throws: what it throws is its own affair, is logged, and must not end the connection of the others. */
final class GuardedListener implements JobListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    private final JobListener listener;

    GuardedListener(JobListener listener) {
        this.listener = listener;
    }

    @Override
    public void created(SubmittedJob job) {
        guarded(() -> listener.created(job));
    }

    @Override
    public void data(byte[] data) {
        guarded(() -> listener.data(data));
    }

    @Override
    public void warning(byte[] data) {
        guarded(() -> listener.warning(data));
    }

    @Override
    public void status(long numerator, long denominator) {
        guarded(() -> listener.status(numerator, denominator));
    }

    @Override
    public void complete(byte[] result) {
        guarded(() -> listener.complete(result));
    }

    @Override
    public void fail() {
        guarded(listener::fail);
    }

    @Override
    public boolean listensAfterFail() {
        boolean[] answer = new boolean[1];
        guarded(() -> answer[0] = listener.listensAfterFail());
        return answer[0];
    }

    @Override
    public void exception(byte[] exception) {
        guarded(() -> listener.exception(exception));
    }

    @Override
    public void refused(RefusedException reason) {
        guarded(() -> listener.refused(reason));
    }

    @Override
    public void disconnected(IOException cause) {
        guarded(() -> listener.disconnected(cause));
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a job listener threw", e);
        }
    }
}
