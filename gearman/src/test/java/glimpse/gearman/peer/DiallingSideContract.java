package glimpse.gearman.peer;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What our client, worker and admin do with any job server: the same for the C one and for ours. */
@Timeout(120)
public abstract class DiallingSideContract {
    private final BlockingQueue<GrabbedJob> held = new LinkedBlockingQueue<>();
    private HostPort address;

    /** The client of each test. */
    protected GearmanClient client;

    /** The worker of each test, four slots: {@code reverse} and {@code echo} answer, {@code hold} waits in {@link #held}, {@code bad} throws. */
    protected GearmanWorker worker;

    /** Starts a job server on a free loopback port. */
    protected abstract HostPort startServer() throws IOException;

    /** Ends the server; its connections end. */
    protected abstract void endServer();

    /** Starts it again on the port that it had. */
    protected abstract void startServerAgain() throws IOException;

    /** Makes a server look at its jobs that does not do so by itself. */
    protected abstract void nudge() throws Exception;

    @BeforeEach
    void start() throws IOException {
        address = startServer();
        client = new GearmanClient(List.of(address));
        worker = new GearmanWorker(options().withSlots(4).withGrabAhead(4))
                .register("reverse", job -> job.complete(bytes(reverse(new String(job.workload(), UTF_8)))))
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
        endServer();
    }

    /** The next job that was grabbed and is not answered. */
    protected final GrabbedJob held() throws InterruptedException {
        GrabbedJob job = held.poll(60, TimeUnit.SECONDS);
        assertThat(job).isNotNull();
        return job;
    }

    protected final WorkerOptions options() {
        return WorkerOptions.of(List.of(address));
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
    void megabytesGoBothWays() throws Exception {
        byte[] big = new byte[20 << 20];
        new Random(1).nextBytes(big);
        assertThat(await(client.run(Job.of("echo", big)))).isEqualTo(big);
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
        try (GearmanAdmin admin = GearmanAdmin.connect(address)) {
            assertThat(admin.status()).contains(new FunctionStatus("later", 1, 0, 0));
            assertThat(admin.cancelJob(job.handle())).isTrue();
        }
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
            grabbed.complete(bytes("done"));
        }
    }

    @Test
    void aServerThatGoesAndComesBackFindsBothSidesAgain() throws Exception {
        CompletableFuture<byte[]> lost = client.run(Job.of("hold", bytes("x")));
        GrabbedJob job = held();
        endServer();
        assertThatThrownBy(() -> await(lost)).hasMessageContaining("job server " + address + " closed the connection");
        CompletableFuture<byte[]> next = client.run(Job.of("reverse", bytes("hello")));
        startServerAgain();

        assertThat(await(next)).asString().isEqualTo("olleh");
        assertThat(job.isLost()).isTrue();
        assertThat(job.complete(bytes("late"))).isFalse();
    }

    @Test
    void jobsWithOneUniqueIdAreOneJobForAllWhoAsk() throws Exception {
        Job job = Job.of("hold", bytes("x")).withUnique("the one");
        List<CompletableFuture<byte[]>> results = new ArrayList<>();
        try (GearmanClient second = new GearmanClient(List.of(address))) {
            for (int i = 0; i < 3; i++) {
                results.add(client.run(job));
                results.add(second.run(job));
            }
            // The sixth submission is in when both connections have answered what came after it.
            await(client.echo(bytes("")));
            await(second.echo(bytes("")));
            assertThat(await(client.statusUnique("the one")).clients()).isEqualTo(6);
            GrabbedJob only = held();
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
        try (GearmanWorker one = new GearmanWorker(options())) {
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
        CompletableFuture<Instant> ran = new CompletableFuture<>();
        worker.register("due", job -> {
            ran.complete(Instant.now());
            job.complete(bytes(""));
        });

        await(client.submit(Job.of("due", bytes("x")).notBefore(due)));
        nudgeUntil(ran);
        assertThat(ran.join()).isAfterOrEqualTo(due);
    }

    @Test
    void theReducerReachesAWorkerThatAsksForAll() throws Exception {
        BlockingQueue<String> reducers = new LinkedBlockingQueue<>();
        try (GearmanWorker all = new GearmanWorker(options().withGrab(WorkerOptions.Grab.ALL))) {
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
        try (GearmanWorker slow = new GearmanWorker(options())) {
            slow.register("timed", Duration.ofSeconds(1), held::add).start();
            CompletableFuture<byte[]> result = client.run(Job.of("timed", bytes("x")));
            GrabbedJob late = held();
            worker.register("timed", job -> job.complete(bytes("in time")));
            nudgeUntil(result);
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
        try (GearmanWorker next = new GearmanWorker(options())) {
            next.register("echo", job -> job.complete(job.workload())).start();
            for (int i = 0; i < results.size(); i++) {
                assertThat(await(results.get(i))).asString().isEqualTo("job " + i);
            }
        }
    }

    private void nudgeUntil(CompletableFuture<?> done) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (!done.isDone() && Instant.now().isBefore(end)) {
            nudge();
        }
        assertThat(done).isDone();
    }

    private static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Its value, within a minute. */
    protected static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
