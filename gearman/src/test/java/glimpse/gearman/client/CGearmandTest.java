package glimpse.gearman.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.admin.FunctionStatus;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Priority;
import glimpse.gearman.peer.CGearmand;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.WorkerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Client, worker and admin against the C job server. */
@Timeout(120)
class CGearmandTest {
    private CGearmand gearmand;
    private List<HostPort> servers;
    private GearmanClient client;
    private GearmanWorker worker;

    @BeforeEach
    void start() throws Exception {
        gearmand = CGearmand.started();
        servers = List.of(gearmand.address());
        client = new GearmanClient(servers);
        worker = new GearmanWorker(WorkerOptions.of(servers).withSlots(4).withGrabAhead(4))
                .register("reverse", job -> job.complete(bytes(reverse(new String(job.workload(), UTF_8)))))
                .register("bad", job -> {
                    throw new IllegalStateException("broken");
                })
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        worker.close();
        client.close();
        gearmand.close();
    }

    @Test
    void aForegroundJobReturnsItsResult() throws Exception {
        assertThat(await(client.run(Job.of("reverse", bytes("hello")))))
                .asString()
                .isEqualTo("olleh");
    }

    @Test
    void tenThousandJobsThroughOneConnectionComeBackAsTheirOwn() throws Exception {
        List<CompletableFuture<byte[]>> results = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            results.add(client.run(Job.of("reverse", bytes("job " + i))));
        }
        for (int i = 0; i < results.size(); i++) {
            assertThat(await(results.get(i))).asString().isEqualTo(reverse("job " + i));
        }
    }

    @Test
    void whatAHandlerThrowsArrivesAsTheException() {
        assertThatThrownBy(() -> await(client.run(Job.of("bad", bytes("")))))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JobFailedException.class)
                .hasMessage("bad failed: java.lang.IllegalStateException: broken");
    }

    @Test
    void backgroundJobsShowInTheStatusOfTheAdminProtocol() throws Exception {
        SubmittedJob job = await(client.submit(
                Job.of("later", bytes("x")).inBackground().withPriority(Priority.HIGH), new Result("later")));

        assertThat(await(client.status(job))).isEqualTo(new JobStatus(true, false, 0, 0, 0));
        try (GearmanAdmin admin = GearmanAdmin.connect(gearmand.address())) {
            assertThat(admin.status()).contains(new FunctionStatus("later", 1, 0, 0));
            assertThat(admin.cancelJob(job.handle())).isTrue();
        }
    }

    private static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
