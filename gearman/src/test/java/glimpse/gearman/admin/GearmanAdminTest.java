package glimpse.gearman.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.SubmittedJob;
import glimpse.gearman.packet.JobHandle;
import glimpse.gearman.packet.Priority;
import glimpse.gearman.peer.CGearmand;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.GrabbedJob;
import glimpse.gearman.worker.WorkerOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GearmanAdminTest {
    private CGearmand gearmand;
    private GearmanAdmin admin;
    private GearmanClient client;

    @BeforeEach
    void start() throws IOException {
        gearmand = CGearmand.started("--verbose", "INFO");
        admin = GearmanAdmin.connect(gearmand.address());
        client = new GearmanClient(List.of(gearmand.address()));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        admin.close();
        gearmand.close();
    }

    @Test
    void theServerSaysWhoItIs() throws Exception {
        assertThat(admin.version()).matches("\\d+\\.\\d+.*");
        assertThat(admin.getpid()).isPositive();
        assertThat(admin.verbose()).isEqualTo("INFO");
    }

    @Test
    void queuedJobsAreListed() throws Exception {
        CompletableFuture<byte[]> result = client.run(Job.of("f", bytes("x")).withUnique("u"));
        SubmittedJob background = submit(Job.of("f", bytes("y")).inBackground().withPriority(Priority.HIGH));

        assertThat(admin.status()).containsExactly(new FunctionStatus("f", 2, 0, 0));
        assertThat(admin.prioritystatus()).containsExactly(new PriorityStatus("f", 1, 1, 0, 0));
        assertThat(admin.showJobs())
                .hasSize(2)
                .contains(new JobLine(background.handle(), 0, false, true))
                .filteredOn(job -> !job.queued())
                .hasSize(1);
        assertThat(admin.showUniqueJobs()).containsExactlyInAnyOrder("u", "");
        assertThat(result).isNotDone();
    }

    @Test
    void workersAreListedWithWhatTheyOfferAndRun() throws Exception {
        BlockingQueue<GrabbedJob> held = new LinkedBlockingQueue<>();
        try (GearmanWorker worker =
                new GearmanWorker(WorkerOptions.of(List.of(gearmand.address())).withId("node-1"))) {
            worker.register("f", held::add).register("g", held::add).start();
            CompletableFuture<byte[]> result = client.run(Job.of("f", bytes("x")));
            GrabbedJob job = held.poll(60, TimeUnit.SECONDS);

            assertThat(admin.workers())
                    .filteredOn(line -> line.id().equals("node-1"))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.address()).isEqualTo("127.0.0.1");
                        assertThat(line.functions()).containsExactlyInAnyOrder("f", "g");
                    });
            assertThat(admin.workers()).anyMatch(line -> line.functions().isEmpty());
            assertThat(admin.status()).contains(new FunctionStatus("f", 1, 1, 1));
            job.complete(bytes("done"));
            assertThat(result.get(60, TimeUnit.SECONDS)).asString().isEqualTo("done");
        }
    }

    @Test
    void aCancelledJobFails() throws Exception {
        SubmittedJob job = submit(Job.of("f", bytes("x")).inBackground());

        assertThat(admin.cancelJob(job.handle())).isTrue();
        assertThat(admin.showJobs()).containsExactly(new JobLine(job.handle(), 0, true, false));
        assertThat(admin.cancelJob(new JobHandle("H:nobody:7"))).isFalse();
    }

    @Test
    void whatTheServerRefusesIsAnException() {
        assertThatThrownBy(() -> admin.dropFunction("nothing"))
                .isInstanceOf(AdminException.class)
                .hasMessage("'drop function nothing' answered with 'ERR function not found'");
        assertThatThrownBy(() -> admin.dropFunction("two words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name 'two words' (expected: one word; the text protocol has no quotes)");
    }

    @Test
    void aConnectionWithBlanksInItsIdIsReadWhole() throws Exception {
        assertThat(ConnectionLine.parse("workers", "34 127.0.0.1 two words : f g"))
                .isEqualTo(new ConnectionLine(34, "127.0.0.1", "two words", List.of("f", "g")));
        assertThat(ConnectionLine.parse("workers", "34 127.0.0.1 - :"))
                .isEqualTo(new ConnectionLine(34, "127.0.0.1", "-", List.of()));
        assertThat(ConnectionLine.parse("workers", "34 127.0.0.1  :"))
                .isEqualTo(new ConnectionLine(34, "127.0.0.1", "", List.of()));
        assertThatThrownBy(() -> ConnectionLine.parse("workers", "nonsense")).isInstanceOf(AdminException.class);
    }

    private SubmittedJob submit(Job job) throws Exception {
        return client.submit(job).get(60, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
