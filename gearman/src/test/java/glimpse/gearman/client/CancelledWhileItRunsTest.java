package glimpse.gearman.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.peer.CGearmand;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.WorkerOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job cancelled while a worker has it, on the C job server: the failure comes at once, the result later. */
@Timeout(60)
class CancelledWhileItRunsTest {

    @Test
    void aListenerThatListensAfterFailGetsTheResultToo() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (CGearmand gearmand = CGearmand.started();
                GearmanClient client = new GearmanClient(List.of(gearmand.address()));
                GearmanWorker worker = new GearmanWorker(WorkerOptions.of(List.of(gearmand.address())))) {
            worker.register("slow", job -> {
                        job.sendData("started".getBytes(UTF_8));
                        cancelled.await();
                        job.complete("result".getBytes(UTF_8));
                    })
                    .start();
            Events events = new Events();
            SubmittedJob job =
                    client.submit(Job.of("slow", new byte[0]), events).get(30, TimeUnit.SECONDS);
            events.expect("data started");
            try (GearmanAdmin admin = GearmanAdmin.connect(gearmand.address())) {
                assertThat(admin.cancelJob(job.handle())).isTrue();
            }
            events.expect("fail");
            cancelled.countDown();
            events.expect("complete result");
        }
    }

    private static final class Events implements JobListener {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        void expect(String event) throws InterruptedException {
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
        }

        @Override
        public boolean listensAfterFail() {
            return true;
        }

        @Override
        public void data(byte[] data) {
            seen.add("data " + new String(data, UTF_8));
        }

        @Override
        public void complete(byte[] result) {
            seen.add("complete " + new String(result, UTF_8));
        }

        @Override
        public void fail() {
            seen.add("fail");
        }

        @Override
        public void exception(byte[] exception) {
            seen.add("exception");
        }

        @Override
        public void refused(RefusedException reason) {
            seen.add("refused");
        }

        @Override
        public void disconnected(IOException cause) {
            seen.add("disconnected");
        }
    }
}
