package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.admin.FunctionStatus;
import glimpse.gearman.admin.GearmanAdmin;
import glimpse.gearman.client.GearmanClient;
import glimpse.gearman.client.Job;
import glimpse.gearman.client.JobFailedException;
import glimpse.gearman.client.JobStatus;
import glimpse.gearman.client.RefusedException;
import glimpse.gearman.client.SubmittedJob;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Priority;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.GrabbedJob;
import glimpse.gearman.worker.WorkerOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our client, worker and admin against our server; the same against the C server is tested where the dialling side is. */
@Timeout(120)
class DiallingSideTest {
    private final BlockingQueue<GrabbedJob> held = new LinkedBlockingQueue<>();
    private GearmandServer server;
    private HostPort address;
    private GearmanClient client;
    private GearmanWorker worker;

    @BeforeEach
    void start() throws IOException {
        server = GearmandServer.start(ServerOptions.embedded());
        address = new HostPort("127.0.0.1", server.port());
        client = new GearmanClient(List.of(address));
        worker = new GearmanWorker(
                        WorkerOptions.of(List.of(address)).withSlots(4).withGrabAhead(4))
                .register("echo", job -> job.complete(job.workload()))
                .register("hold", held::add)
                .register("bad", job -> {
                    throw new IllegalStateException("broken");
                })
                .start();
    }

    @AfterEach
    void stop() {
        worker.close();
        client.close();
        server.close();
    }

    @Test
    void tenThousandJobsThroughOneConnectionComeBackAsTheirOwn() throws Exception {
        List<CompletableFuture<byte[]>> results = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            results.add(client.run(Job.of("echo", bytes("job " + i))));
        }
        for (int i = 0; i < results.size(); i++) {
            assertThat(await(results.get(i))).asString().isEqualTo("job " + i);
        }
    }

    @Test
    void megabytesGoBothWays() throws Exception {
        byte[] big = new byte[20 << 20];
        new Random(1).nextBytes(big);
        assertThat(await(client.run(Job.of("echo", big)))).isEqualTo(big);
    }

    @Test
    void whatAHandlerThrowsArrivesAsTheException() {
        assertThatThrownBy(() -> await(client.run(Job.of("bad", bytes("")))))
                .hasCauseInstanceOf(JobFailedException.class)
                .hasMessageContaining("bad failed: java.lang.IllegalStateException: broken");
    }

    @Test
    void aServerThatGoesAndComesBackFindsBothSidesAgain() throws Exception {
        CompletableFuture<byte[]> lost = client.run(Job.of("hold", bytes("x")));
        GrabbedJob job = held();
        server.close();
        assertThatThrownBy(() -> await(lost)).hasMessageContaining("closed the connection");
        CompletableFuture<byte[]> next = client.run(Job.of("echo", bytes("hello")));

        server = GearmandServer.start(ServerOptions.embedded().withPort(address.port()));
        assertThat(await(next)).asString().isEqualTo("hello");
        assertThat(job.complete(bytes("late"))).isFalse();
    }

    @Test
    void jobsWithOneUniqueIdAreOneJobForAllWhoAsk() throws Exception {
        List<CompletableFuture<byte[]>> results = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            results.add(client.run(Job.of("hold", bytes("x")).withUnique("the one")));
        }
        assertThat(await(client.statusUnique("the one")).clients()).isEqualTo(5);
        GrabbedJob only = held();
        only.sendData(bytes("part "));
        only.complete(bytes("end"));
        for (CompletableFuture<byte[]> result : results) {
            assertThat(await(result)).asString().isEqualTo("part end");
        }
        assertThat(held).isEmpty();
    }

    @Test
    void statusAndAdminSeeARunningJob() throws Exception {
        SubmittedJob job = await(client.submit(Job.of("hold", bytes("x")).inBackground()));
        GrabbedJob grabbed = held();
        grabbed.sendStatus(3, 4);

        try (GearmanAdmin admin = GearmanAdmin.connect(address)) {
            while (await(client.status(job)).numerator() == 0) {
                Thread.onSpinWait();
            }
            assertThat(await(client.status(job))).isEqualTo(new JobStatus(true, true, 3, 4, 0));
            assertThat(admin.status()).contains(new FunctionStatus("hold", 1, 1, 1));
            assertThat(admin.cancelJob(job.handle())).isTrue();
            grabbed.complete(bytes("done"));
        }
    }

    @Test
    void higherPrioritiesAreGrabbedFirst() throws Exception {
        for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
            await(client.submit(
                    Job.of("order", bytes(priority.name())).inBackground().withPriority(priority)));
        }
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        try (GearmanWorker one = new GearmanWorker(WorkerOptions.of(List.of(address)))) {
            one.register("order", job -> {
                        order.add(new String(job.workload(), UTF_8));
                        job.complete(bytes(""));
                    })
                    .start();
            for (String expected : List.of("HIGH", "NORMAL", "LOW")) {
                assertThat(order.poll(60, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
    }

    @Test
    void anEpochJobRunsByItselfWhenItsSecondHasCome() throws Exception {
        Instant due = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        await(client.submit(Job.of("hold", bytes("x")).notBefore(due)));

        GrabbedJob job = held();
        assertThat(Instant.now()).isAfterOrEqualTo(due);
        job.complete(bytes(""));
    }

    @Test
    void theReducerReachesAWorkerThatAsksForAll() throws Exception {
        BlockingQueue<String> reducers = new LinkedBlockingQueue<>();
        try (GearmanWorker all =
                new GearmanWorker(WorkerOptions.of(List.of(address)).withGrab(WorkerOptions.Grab.ALL))) {
            all.register("part", job -> {
                        reducers.add(job.reducer());
                        job.complete(job.workload());
                    })
                    .start();
            assertThat(await(client.run(Job.of("part", bytes("x")).reducedBy("sum"))))
                    .asString()
                    .isEqualTo("x");
            assertThat(reducers).containsExactly("sum");
        }
    }

    @Test
    void aJobThatTakesTooLongGoesToTheNextWorker() throws Exception {
        try (GearmanWorker slow = new GearmanWorker(WorkerOptions.of(List.of(address)))) {
            slow.register("timed", Duration.ofSeconds(1), held::add).start();
            CompletableFuture<byte[]> result = client.run(Job.of("timed", bytes("x")));
            GrabbedJob late = held();
            worker.register("timed", job -> job.complete(bytes("in time")));
            assertThat(await(result)).asString().isEqualTo("in time");
            late.complete(bytes("too late"));
        }
    }

    @Test
    void aFullQueueIsToldToTheClient() throws Exception {
        try (GearmanAdmin admin = GearmanAdmin.connect(address)) {
            await(client.submit(Job.of("full", bytes("x")).inBackground()));
            admin.maxqueue("full", 1);
            assertThatThrownBy(() -> await(client.run(Job.of("full", bytes("y")))))
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("Job queue is full");
        }
    }

    @Test
    void aStoppedWorkerLeavesNothingUndone() throws Exception {
        List<CompletableFuture<byte[]>> results = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            results.add(client.run(Job.of("echo", bytes("job " + i))));
        }
        await(results.get(0));
        worker.stop();
        assertThat(worker.awaitEnd(Duration.ofSeconds(60))).isTrue();
        try (GearmanWorker next = new GearmanWorker(WorkerOptions.of(List.of(address)))) {
            next.register("echo", job -> job.complete(job.workload())).start();
            for (int i = 0; i < results.size(); i++) {
                assertThat(await(results.get(i))).asString().isEqualTo("job " + i);
            }
        }
    }

    private GrabbedJob held() throws InterruptedException {
        GrabbedJob job = held.poll(60, TimeUnit.SECONDS);
        assertThat(job).isNotNull();
        return job;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
