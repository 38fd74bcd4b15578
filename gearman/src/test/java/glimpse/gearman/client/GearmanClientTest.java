package glimpse.gearman.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.connection.HostPort;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.gearman.peer.Dialogue;
import glimpse.gearman.peer.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GearmanClientTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private ScriptedServer server;

    @BeforeEach
    void listen() throws IOException {
        server = opening(ScriptedServer.listening());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closing : opened) {
            closing.close();
        }
    }

    @Test
    void asksForExceptionsFirst() throws Exception {
        CompletableFuture<byte[]> answer =
                client(ClientOptions.of(List.of(server.address()))).echo(bytes("hello"));

        server.accepts().plays("""
                > OPTION_REQ exceptions
                > ECHO_REQ hello
                < OPTION_RES exceptions
                < ECHO_RES hello
                """);
        assertThat(await(answer)).asString().isEqualTo("hello");
    }

    @Test
    void aListenerIsToldEverythingInOrderAndTheEndOnce() throws Exception {
        RecordedEvents events = new RecordedEvents();
        CompletableFuture<SubmittedJob> job = client(plain()).submit(job("reverse", "hello"), events);

        server.accepts().plays("""
                > SUBMIT_JOB reverse "" hello
                < JOB_CREATED H:1
                < WORK_DATA H:1 part
                < WORK_WARNING H:1 careful
                < WORK_STATUS H:1 3 4
                < WORK_STATUS H:1 half all
                < WORK_COMPLETE H:1 olleh
                < WORK_COMPLETE H:1 again
                """);

        assertThat(await(job)).isEqualTo(SubmittedJob.parse(server.address() + "/H:1"));
        events.told("created H:1", "data part", "warning careful", "status 3/4", "status 0/0", "complete olleh");
        events.toldNothingMore();
    }

    @Test
    void failAndExceptionAreEndsToo() throws Exception {
        GearmanClient client = client(plain());
        RecordedEvents failing = new RecordedEvents();
        RecordedEvents throwing = new RecordedEvents();
        submit(client, job("f", "1"), failing);
        submit(client, job("f", "2"), throwing);

        server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                > SUBMIT_JOB f "" 2
                < JOB_CREATED H:1
                < JOB_CREATED H:2
                < WORK_EXCEPTION H:2 oops
                < WORK_FAIL H:2
                < WORK_FAIL H:1
                """);

        failing.told("created H:1", "fail");
        throwing.told("created H:2", "exception oops");
        throwing.toldNothingMore();
    }

    @Test
    void submissionsThatBecameOneJobGetOneCopyOfEachPacket() throws Exception {
        GearmanClient client = client(plain());
        RecordedEvents first = new RecordedEvents();
        RecordedEvents second = new RecordedEvents();
        submit(client, job("f", "1").withUnique("u"), first);
        submit(client, job("f", "1").withUnique("u"), second);

        server.accepts().plays("""
                > SUBMIT_JOB f u 1
                < JOB_CREATED H:1
                < WORK_DATA H:1 early
                > SUBMIT_JOB f u 1
                < JOB_CREATED H:1
                < WORK_DATA H:1 late
                < WORK_DATA H:1 late
                < WORK_COMPLETE H:1 end
                < WORK_COMPLETE H:1 end
                """);

        first.told("created H:1", "data early", "data late", "complete end");
        second.told("created H:1", "data late", "complete end");
    }

    @Test
    void aRefusedSubmissionLeavesTheConnectionUsable() throws Exception {
        GearmanClient client = client(plain());
        RecordedEvents events = new RecordedEvents();
        CompletableFuture<SubmittedJob> job = client.submit(job("f", "1"), events);
        CompletableFuture<byte[]> echo = client.echo(bytes("still"));

        server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                < ERROR QUEUE_ERROR "Job queue is full"
                > ECHO_REQ still
                < ECHO_RES still
                """);

        events.told("refused QUEUE_ERROR: Job queue is full");
        assertThatThrownBy(() -> await(job)).hasCauseInstanceOf(RefusedException.class);
        assertThat(await(echo)).asString().isEqualTo("still");
    }

    @Test
    void aLostConnectionDisconnectsJobsBeforeAndAfterTheirCreation() throws Exception {
        GearmanClient client = client(plain());
        RecordedEvents created = new RecordedEvents();
        RecordedEvents onItsWay = new RecordedEvents();
        submit(client, job("f", "1"), created);
        submit(client, job("f", "2"), onItsWay);

        Dialogue dialogue = server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                > SUBMIT_JOB f "" 2
                < JOB_CREATED H:1
                """);
        created.told("created H:1");
        dialogue.closes();

        String lost = "disconnected job server " + server.address() + " closed the connection";
        created.told(lost);
        onItsWay.told(lost);
    }

    @Test
    void afterALostConnectionTheNextRequestMakesANewOne() throws Exception {
        GearmanClient client = client(plain());
        RecordedEvents events = new RecordedEvents();
        submit(client, job("f", "1"), events);
        server.accepts().plays("> SUBMIT_JOB f \"\" 1").closes();
        events.told("disconnected job server " + server.address()
                + " closed the connection without a word (expected: an answer; one that wants TLS needs ssl = yes)");

        CompletableFuture<byte[]> result = client.run(job("f", "2"));

        server.accepts().plays("""
                > SUBMIT_JOB f "" 2
                < JOB_CREATED H:1
                < WORK_COMPLETE H:1 two
                """);
        assertThat(await(result)).asString().isEqualTo("two");
    }

    @Test
    void aRequestWaitsForAServerThatIsNotThereYet() throws Exception {
        HostPort address = ScriptedServer.nobody();
        GearmanClient client = client(options(address).withPatience(Duration.ofSeconds(60)));
        CompletableFuture<byte[]> result = client.run(job("f", "1"));

        opening(ScriptedServer.listeningAt(address)).accepts().plays("""
                > SUBMIT_JOB f "" 1
                < JOB_CREATED H:1
                < WORK_COMPLETE H:1 one
                """);
        assertThat(await(result)).asString().isEqualTo("one");
    }

    @Test
    void withoutPatienceAnUnreachableServerIsSaidAtOnce() throws Exception {
        HostPort address = ScriptedServer.nobody();
        GearmanClient client = client(options(address).withPatience(Duration.ZERO));

        assertThatThrownBy(() -> await(client.run(job("f", "1"))))
                .hasCauseInstanceOf(NoJobServerException.class)
                .hasMessageContaining("no job server reachable at " + address)
                .hasMessageContaining("Connection refused");
        assertThatThrownBy(client::connect).isInstanceOf(NoJobServerException.class);
    }

    @Test
    void connectIsNotPatient() throws Exception {
        HostPort address = ScriptedServer.nobody();
        GearmanClient client = client(options(address).withPatience(Duration.ofDays(1)));

        assertThatThrownBy(client::connect)
                .isInstanceOf(NoJobServerException.class)
                .hasMessageContaining("no job server reachable at " + address);
    }

    @Test
    void theNextServerOfTheListStandsInForTheFirst() throws Exception {
        HostPort address = ScriptedServer.nobody();
        GearmanClient client = client(new ClientOptions(
                List.of(address, server.address()),
                ServerOrder.AS_LISTED,
                false,
                Duration.ofSeconds(60),
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                ConnectionOptions.DEFAULT));
        CompletableFuture<byte[]> result = client.run(job("f", "1"));

        server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                < JOB_CREATED H:1
                < WORK_COMPLETE H:1 one
                """);
        assertThat(await(result)).asString().isEqualTo("one");
    }

    @Test
    void theStatusOfAJobIsAskedOfItsOwnServer() throws Exception {
        ScriptedServer other = opening(ScriptedServer.listening());
        GearmanClient client = client(options(other.address(), server.address()));
        CompletableFuture<JobStatus> status = client.status(SubmittedJob.parse(server.address() + "/H:1"));
        CompletableFuture<JobStatus> unique = client.statusUnique("u");

        server.accepts().plays("""
                > GET_STATUS H:1
                < STATUS_RES H:1 1 1 3 4
                """);
        other.accepts().plays("""
                > GET_STATUS_UNIQUE u
                < STATUS_RES_UNIQUE u 1 0 0 0 2
                """);
        assertThat(await(status)).isEqualTo(new JobStatus(true, true, 3, 4, 0));
        assertThat(await(unique)).isEqualTo(new JobStatus(true, false, 0, 0, 2));
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheConnection() throws Exception {
        GearmanClient client = client(plain());
        submit(client, job("f", "1"), new Result("f") {
            @Override
            public void complete(byte[] result) {
                throw new AssertionError("listener");
            }
        });
        CompletableFuture<byte[]> second = client.run(job("f", "2"));

        server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                > SUBMIT_JOB f "" 2
                < JOB_CREATED H:1
                < JOB_CREATED H:2
                < WORK_COMPLETE H:1 one
                < WORK_COMPLETE H:2 two
                """);
        assertThat(await(second)).asString().isEqualTo("two");
    }

    @Test
    void anAnswerOutOfStepEndsTheConnection() throws Exception {
        RecordedEvents events = new RecordedEvents();
        submit(client(plain()), job("f", "1"), events);

        Dialogue dialogue = server.accepts().plays("""
                > SUBMIT_JOB f "" 1
                < ECHO_RES what
                """);
        events.told("disconnected " + server.address() + " sent RES ECHO_RES what (expected: JOB_CREATED)");
        dialogue.receivesEnd();
    }

    @Test
    void aPacketThatIsTooBigEndsTheConnection() throws Exception {
        RecordedEvents events = new RecordedEvents();
        var unused = client(plain().withConnection(ConnectionOptions.DEFAULT.withMaxPacketBytes(1000)))
                .submit(job("f", "1"), events);

        Dialogue dialogue = server.accepts().plays("> SUBMIT_JOB f \"\" 1");
        dialogue.sendsBytes(HexFormat.of().parseHex("005245530000000d7fffffff"));
        events.told("disconnected size 2147483647 of WORK_COMPLETE (expected: <= 1000)");
    }

    @Test
    void closeSendsWhatWasSubmittedBefore() throws Exception {
        GearmanClient client = client(plain());
        RecordedEvents events = new RecordedEvents();
        submit(client, job("f", "0").inBackground(), events);
        Dialogue dialogue = server.accepts().plays("""
                > SUBMIT_JOB_BG f "" 0
                < JOB_CREATED H:1
                """);
        events.told("created H:1");
        submit(client, job("f", "1").inBackground(), new RecordedEvents());
        Thread closing = new Thread(client::close);
        closing.start();

        dialogue.plays("> SUBMIT_JOB_BG f \"\" 1").receivesEnd();
        dialogue.closes();
        closing.join(60_000);
        assertThat(closing.isAlive()).isFalse();
        assertThatThrownBy(() -> await(client.run(job("f", "2")))).hasCauseInstanceOf(IOException.class);
    }

    /** The server writes 32 MiB before it reads; every listener call submits one more job; three threads submit as fast as they can. */
    @Test
    void aServerThatWritesLongBeforeItReadsIsNoDeadlock() throws Exception {
        GearmanClient client = client(plain().withConnection(ConnectionOptions.DEFAULT.withOutboxBytes(1000)));
        AtomicInteger parts = new AtomicInteger();
        submit(client, job("f", "first"), new Result("f") {
            @Override
            public void data(byte[] data) {
                parts.incrementAndGet();
                submit(client, job("g", "from the listener"), new RecordedEvents());
            }
        });
        Dialogue dialogue = server.accepts().plays("""
                > SUBMIT_JOB f "" first
                < JOB_CREATED H:1
                """);
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            submitters.add(new Thread(() -> {
                for (int j = 0; j < 2000; j++) {
                    submit(client, Job.of("h", new byte[2000]), new RecordedEvents());
                }
            }));
        }
        submitters.forEach(Thread::start);

        byte[] part = new byte[32 * 1024];
        for (int i = 0; i < 1024; i++) {
            dialogue.sends(Packet.of(PacketType.WORK_DATA, "H:1").withData(part));
        }
        for (int i = 0; i < 1024 + 3 * 2000; i++) {
            dialogue.receives();
        }
        for (Thread submitter : submitters) {
            submitter.join(60_000);
            assertThat(submitter.isAlive()).isFalse();
        }
        assertThat(parts).hasValue(1024);
    }

    private static void submit(GearmanClient client, Job job, JobListener listener) {
        CompletableFuture<SubmittedJob> unused = client.submit(job, listener);
    }

    private ClientOptions plain() {
        return options(server.address());
    }

    private static ClientOptions options(HostPort... servers) {
        return ClientOptions.of(List.of(servers)).withoutExceptions();
    }

    private GearmanClient client(ClientOptions options) {
        return opening(new GearmanClient(options));
    }

    private <T extends AutoCloseable> T opening(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private static Job job(String function, String workload) {
        return Job.of(function, bytes(workload));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
