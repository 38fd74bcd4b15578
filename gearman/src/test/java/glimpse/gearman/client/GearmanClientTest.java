package glimpse.gearman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.connection.ConnectionOptions;
import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.gearman.peer.Dialogue;
import glimpse.gearman.peer.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a client asks of a job server, packet by packet. */
class GearmanClientTest extends ScriptedClient {
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
}
