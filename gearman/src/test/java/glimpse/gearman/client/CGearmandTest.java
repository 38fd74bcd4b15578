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
import glimpse.gearman.worker.GrabbedJob;
import glimpse.gearman.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
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
        SubmittedJob job =
                await(client.submit(Job.of("later", bytes("x")).inBackground().withPriority(Priority.HIGH)));

        assertThat(await(client.status(job))).isEqualTo(new JobStatus(true, false, 0, 0, 0));
        try (GearmanAdmin admin = GearmanAdmin.connect(gearmand.address())) {
            assertThat(admin.status()).contains(new FunctionStatus("later", 1, 0, 0));
            assertThat(admin.cancelJob(job.handle())).isTrue();
        }
    }

    @Test
    void aKilledServerDisconnectsItsJobsAndBothSidesComeBackToTheNextOne() throws Exception {
        BlockingQueue<GrabbedJob> held = new LinkedBlockingQueue<>();
        worker.register("hold", held::add);
        RecordedEvents events = new RecordedEvents();
        CompletableFuture<SubmittedJob> job = client.submit(Job.of("hold", bytes("x")), events);
        GrabbedJob lost = held.poll(60, TimeUnit.SECONDS);
        events.told("created " + await(job).handle());

        gearmand.kill();
        events.told("disconnected job server " + gearmand.address() + " closed the connection");
        CompletableFuture<byte[]> next = client.run(Job.of("reverse", bytes("hello")));
        gearmand.start();

        assertThat(await(next)).asString().isEqualTo("olleh");
        assertThat(lost.isLost()).isTrue();
        assertThat(lost.complete(bytes("late"))).isFalse();
    }

    @Test
    void aWorkerStartedBeforeItsServerWaitsForIt() throws Exception {
        try (CGearmand later = CGearmand.reserved();
                GearmanClient other = new GearmanClient(List.of(later.address()));
                GearmanWorker early = new GearmanWorker(WorkerOptions.of(List.of(later.address())))) {
            early.register("echo", job -> job.complete(job.workload())).start();
            CompletableFuture<byte[]> result = other.run(Job.of("echo", bytes("hello")));
            later.start();
            assertThat(await(result)).asString().isEqualTo("hello");
        }
    }

    @Test
    void jobsWithOneUniqueIdAreOneJobForAllWhoAsk() throws Exception {
        BlockingQueue<GrabbedJob> held = new LinkedBlockingQueue<>();
        worker.register("hold", held::add);
        Job job = Job.of("hold", bytes("x")).withUnique("the one");
        List<CompletableFuture<byte[]>> results = new ArrayList<>();
        try (GearmanClient second = new GearmanClient(servers)) {
            for (int i = 0; i < 3; i++) {
                results.add(client.run(job));
                results.add(second.run(job));
            }
            // The sixth submission is in when both connections have answered what came after it.
            await(client.echo(bytes("")));
            await(second.echo(bytes("")));
            assertThat(await(client.statusUnique("the one")).clients()).isEqualTo(6);
            GrabbedJob only = held.poll(60, TimeUnit.SECONDS);
            only.sendData(bytes("part "));
            only.complete(bytes("end"));
            for (CompletableFuture<byte[]> result : results) {
                assertThat(await(result)).asString().isEqualTo("part end");
            }
            assertThat(held).isEmpty();
        }
    }

    @Test
    void higherPrioritiesAreGrabbedFirst() throws Exception {
        for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
            await(client.submit(
                    Job.of("order", bytes(priority.name())).inBackground().withPriority(priority)));
        }
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        try (GearmanWorker one = new GearmanWorker(WorkerOptions.of(servers))) {
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
    void anEpochJobRunsWhenItsSecondHasCome() throws Exception {
        Instant due = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        BlockingQueue<Instant> ran = new LinkedBlockingQueue<>();
        worker.register("due", job -> {
            ran.add(Instant.now());
            job.complete(bytes(""));
        });

        await(client.submit(Job.of("due", bytes("x")).notBefore(due)));
        // Debian's server wakes nobody when the second has come; another job does.
        while (ran.isEmpty()) {
            await(client.run(Job.of("reverse", bytes("awake"))));
        }
        assertThat(ran.remove()).isAfterOrEqualTo(due);
    }

    @Test
    void theReducerReachesAWorkerThatAsksForAll() throws Exception {
        BlockingQueue<String> reducers = new LinkedBlockingQueue<>();
        try (GearmanWorker all = new GearmanWorker(WorkerOptions.of(servers).withGrab(WorkerOptions.Grab.ALL))) {
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
        BlockingQueue<GrabbedJob> held = new LinkedBlockingQueue<>();
        try (GearmanWorker slow = new GearmanWorker(WorkerOptions.of(servers))) {
            slow.register("timed", Duration.ofSeconds(1), held::add).start();
            CompletableFuture<byte[]> result = client.run(Job.of("timed", bytes("x")));
            assertThat(held.poll(60, TimeUnit.SECONDS)).isNotNull();
            worker.register("timed", job -> job.complete(bytes("in time")));
            // Debian's server does not always wake a sleeper for a job that comes back; another job does.
            while (!result.isDone()) {
                await(client.run(Job.of("reverse", bytes("awake"))));
            }
            assertThat(await(result)).asString().isEqualTo("in time");
        }
    }

    @Test
    void aRefusedJobIsToldSo() throws Exception {
        try (GearmanAdmin admin = GearmanAdmin.connect(gearmand.address())) {
            await(client.submit(Job.of("full", bytes("x")).inBackground()));
            admin.maxqueue("full", 1);
            assertThatThrownBy(() -> await(client.run(Job.of("full", bytes("y")))))
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("Job queue is full");
        }
    }

    @Test
    void megabytesGoBothWays() throws Exception {
        byte[] big = new byte[20 << 20];
        new Random(1).nextBytes(big);
        worker.register("echo", job -> job.complete(job.workload()));

        assertThat(await(client.run(Job.of("echo", big)))).isEqualTo(big);
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
