package glimpse.gearman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a submission's listener is told. */
class JobEventsTest extends ScriptedClient {
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
}
