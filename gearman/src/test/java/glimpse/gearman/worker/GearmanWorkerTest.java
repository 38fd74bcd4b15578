package glimpse.gearman.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.peer.Dialogue;
import glimpse.gearman.peer.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GearmanWorkerTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<GrabbedJob> jobs = new LinkedBlockingQueue<>();
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
    void saysWhoItIsAndWhatItCanDoAndSleepsWhileThereIsNoJob() throws Exception {
        start(echo(options().withId("node-1")));

        server.accepts().plays("""
                > SET_CLIENT_ID node-1
                > CAN_DO echo
                > GRAB_JOB_UNIQ
                < NO_JOB
                > PRE_SLEEP
                < NOOP
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 echo u hello
                > WORK_COMPLETE H:1 hello
                > GRAB_JOB_UNIQ
                < NO_JOB
                > PRE_SLEEP
                """);
    }

    @Test
    void asksForTwoMoreAtEachJobAsFarAsCapacityGoes() throws Exception {
        start(keeping(options().withSlots(2).withGrabAhead(2)));

        Dialogue dialogue = server.accepts().plays("""
                > CAN_DO keep
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 keep "" 1
                > GRAB_JOB_UNIQ
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:2 keep "" 2
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:3 keep "" 3
                < JOB_ASSIGN_UNIQ H:4 keep "" 4
                """);
        List<GrabbedJob> held = List.of(keep(), keep(), keep(), keep());
        held.stream().filter(job -> job.handle().value().equals("H:4")).forEach(job -> job.complete(bytes("four")));
        dialogue.plays("""
                > WORK_COMPLETE H:4 four
                > GRAB_JOB_UNIQ
                < NO_JOB
                > PRE_SLEEP
                """);
    }

    @Test
    void aJobReportsUntilItsFirstEndAndNothingAfter() throws Exception {
        start(keeping(options()));
        Dialogue dialogue = server.accepts().plays("""
                > CAN_DO keep
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 keep u work
                """);
        GrabbedJob job = keep();

        assertThat(job.function()).isEqualTo("keep");
        assertThat(job.unique()).isEqualTo("u");
        assertThat(job.reducer()).isEmpty();
        assertThat(job.workload()).asString().isEqualTo("work");
        assertThat(job.sendData(bytes("part"))).isTrue();
        assertThat(job.sendWarning(bytes("careful"))).isTrue();
        assertThat(job.sendStatus(3, 4)).isTrue();
        assertThat(job.fail()).isTrue();
        assertThat(job.complete(bytes("late"))).isFalse();
        assertThat(job.sendData(bytes("late"))).isFalse();
        dialogue.plays("""
                > WORK_DATA H:1 part
                > WORK_WARNING H:1 careful
                > WORK_STATUS H:1 3 4
                > WORK_FAIL H:1
                > GRAB_JOB_UNIQ
                """);
    }

    @Test
    void grabJobAllBringsTheReducer() throws Exception {
        start(keeping(options().withGrab(WorkerOptions.Grab.ALL)));
        server.accepts().plays("""
                > CAN_DO keep
                > GRAB_JOB_ALL
                < JOB_ASSIGN_ALL H:1 keep u sum work
                """);

        GrabbedJob job = keep();
        assertThat(job.reducer()).isEqualTo("sum");
        assertThat(job.workload()).asString().isEqualTo("work");
    }

    @Test
    void whatAHandlerThrowsIsTheException() throws Exception {
        start(new GearmanWorker(options()).register("bad", job -> {
            throw new AssertionError("even an error");
        }));

        server.accepts().plays("""
                > CAN_DO bad
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 bad "" work
                > WORK_EXCEPTION H:1 java.lang.AssertionError: even an error
                > GRAB_JOB_UNIQ
                """);
    }

    @Test
    void withATimeoutEachSlotHasAConnectionOfItsOwn() throws Exception {
        start(new GearmanWorker(options().withSlots(2).withGrabAhead(5))
                .register("slow", Duration.ofSeconds(3), jobs::add));

        Dialogue first = server.accepts();
        Dialogue second = server.accepts();
        for (Dialogue dialogue : List.of(first, second)) {
            dialogue.plays("""
                    > CAN_DO_TIMEOUT slow 3000
                    > GRAB_JOB_UNIQ
                    < JOB_ASSIGN_UNIQ H:1 slow "" work
                    """);
        }
        keep().complete(bytes("one"));
        keep().complete(bytes("one"));
        for (Dialogue dialogue : List.of(first, second)) {
            dialogue.plays("""
                    > WORK_COMPLETE H:1 one
                    > GRAB_JOB_UNIQ
                    """);
        }
    }

    @Test
    void aFunctionAddedLaterIsGrabbedForWithoutANoop() throws Exception {
        GearmanWorker worker = start(keeping(options()));
        Dialogue dialogue = server.accepts().plays("""
                > CAN_DO keep
                > GRAB_JOB_UNIQ
                < NO_JOB
                > PRE_SLEEP
                """);

        worker.register("more", job -> job.complete(bytes("more")));
        dialogue.plays("""
                > CAN_DO more
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 more "" ""
                > WORK_COMPLETE H:1 more
                > GRAB_JOB_UNIQ
                """);
    }

    @Test
    void jobsOfAFunctionTakenBackAreLost() throws Exception {
        GearmanWorker worker = start(keeping(options()).register("other", job -> {}));
        Dialogue dialogue = server.accepts().plays("""
                > CAN_DO keep
                > CAN_DO other
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 keep "" 1
                """);
        GrabbedJob job = keep();

        worker.unregister("keep");
        dialogue.plays("> CANT_DO keep");
        assertThat(job.isLost()).isTrue();
        assertThat(job.complete(bytes("late"))).isFalse();
        dialogue.plays("> GRAB_JOB_UNIQ");
        worker.unregisterAll();
        dialogue.plays("> RESET_ABILITIES");
    }

    @Test
    void aLostConnectionLosesItsJobsAndIsMadeAgain() throws Exception {
        start(keeping(options()));
        Dialogue dialogue = server.accepts().plays("""
                > CAN_DO keep
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 keep "" 1
                """);
        GrabbedJob lost = keep();
        dialogue.closes();

        Dialogue again = server.accepts().plays("> CAN_DO keep");
        assertThat(lost.isLost()).isTrue();
        assertThat(lost.complete(bytes("late"))).isFalse();
        again.plays("""
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 keep "" 1
                """);
        assertThat(keep().complete(bytes("one"))).isTrue();
        again.plays("> WORK_COMPLETE H:1 one");
    }

    @Test
    void aStoppedWorkerEndsWhatItHoldsAndLeaves() throws Exception {
        GearmanWorker worker = start(keeping(options().withGrabAhead(1)));
        Dialogue dialogue = server.accepts().plays("""
                > CAN_DO keep
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 keep "" 1
                > GRAB_JOB_UNIQ
                """);
        GrabbedJob first = keep();

        worker.stop();
        first.complete(bytes("one"));
        dialogue.plays("""
                > WORK_COMPLETE H:1 one
                < JOB_ASSIGN_UNIQ H:2 keep "" 2
                """);
        keep().complete(bytes("two"));
        dialogue.plays("> WORK_COMPLETE H:2 two").receivesEnd();
        dialogue.closes();
        assertThat(worker.awaitEnd(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aSleepingWorkerLeavesAtOnceWhenStopped() throws Exception {
        GearmanWorker worker = start(keeping(options()));
        Dialogue dialogue = server.accepts().plays("""
                > CAN_DO keep
                > GRAB_JOB_UNIQ
                < NO_JOB
                > PRE_SLEEP
                """);

        worker.stop();
        dialogue.receivesEnd();
        dialogue.closes();
        assertThat(worker.awaitEnd(Duration.ofSeconds(60))).isTrue();
        assertThatThrownBy(worker::start).isInstanceOf(IllegalStateException.class);
    }

    /** One slot, and a server that always has a job for it. */
    @Test
    void aBusyServerDoesNotStarveTheOther() throws Exception {
        ScriptedServer other = opening(ScriptedServer.listening());
        start(echo(WorkerOptions.of(List.of(server.address(), other.address()))));
        Dialogue busy = server.accepts().plays("> CAN_DO echo");
        Thread busyServer = new Thread(() -> {
            try {
                for (int i = 0; ; i++) {
                    busy.plays("> GRAB_JOB_UNIQ");
                    busy.plays("< JOB_ASSIGN_UNIQ H:" + i + " echo \"\" work");
                    busy.plays("> WORK_COMPLETE H:" + i + " work");
                }
            } catch (IOException ended) {
                // the test is over
            }
        });
        busyServer.start();

        other.accepts().plays("""
                > CAN_DO echo
                > GRAB_JOB_UNIQ
                < NO_JOB
                > PRE_SLEEP
                < NOOP
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:7 echo "" seven
                > WORK_COMPLETE H:7 seven
                > GRAB_JOB_UNIQ
                """);
        server.close();
        busyServer.join(60_000);
        assertThat(busyServer.isAlive()).isFalse();
    }

    private WorkerOptions options() {
        return WorkerOptions.of(List.of(server.address()));
    }

    private static GearmanWorker echo(WorkerOptions options) {
        return new GearmanWorker(options).register("echo", job -> job.complete(job.workload()));
    }

    /** Its jobs end when the test ends them. */
    private GearmanWorker keeping(WorkerOptions options) {
        return new GearmanWorker(options).register("keep", jobs::add);
    }

    private GrabbedJob keep() throws InterruptedException {
        GrabbedJob job = jobs.poll(60, TimeUnit.SECONDS);
        assertThat(job).isNotNull();
        return job;
    }

    private GearmanWorker start(GearmanWorker worker) {
        return opening(worker).start();
    }

    private <T extends AutoCloseable> T opening(T closeable) {
        opened.add(0, closeable);
        return closeable;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
