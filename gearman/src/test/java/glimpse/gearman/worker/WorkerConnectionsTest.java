package glimpse.gearman.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.peer.Dialogue;
import glimpse.gearman.peer.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A worker's connections: one for each slot or one for all, lost, left. */
class WorkerConnectionsTest extends ScriptedWorker {
    @Test
    void withATimeoutEachSlotHasAConnectionOfItsOwn() throws Exception {
        start(new GearmanWorker(options().withSlots(2).withGrabAhead(5))
                .register("slow", Duration.ofSeconds(3), this::keep));

        Dialogue first = server.accepts();
        Dialogue second = server.accepts();
        for (Dialogue dialogue : List.of(first, second)) {
            dialogue.plays("""
                    > CAN_DO_TIMEOUT slow 3000
                    > GRAB_JOB_UNIQ
                    < JOB_ASSIGN_UNIQ H:1 slow "" work
                    """);
        }
        kept().complete(bytes("one"));
        kept().complete(bytes("one"));
        for (Dialogue dialogue : List.of(first, second)) {
            dialogue.plays("""
                    > WORK_COMPLETE H:1 one
                    > GRAB_JOB_UNIQ
                    """);
        }
    }

    @Test
    void aLostConnectionLosesItsJobsAndIsMadeAgain() throws Exception {
        start(keeping(options()));
        Dialogue dialogue = server.accepts().plays("""
                > CAN_DO keep
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 keep "" 1
                """);
        GrabbedJob lost = kept();
        dialogue.closes();

        Dialogue again = server.accepts().plays("> CAN_DO keep");
        assertThat(lost.isLost()).isTrue();
        assertThat(lost.complete(bytes("late"))).isFalse();
        again.plays("""
                > GRAB_JOB_UNIQ
                < JOB_ASSIGN_UNIQ H:1 keep "" 1
                """);
        assertThat(kept().complete(bytes("one"))).isTrue();
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
        GrabbedJob first = kept();

        worker.stop();
        first.complete(bytes("one"));
        dialogue.plays("""
                > WORK_COMPLETE H:1 one
                < JOB_ASSIGN_UNIQ H:2 keep "" 2
                """);
        kept().complete(bytes("two"));
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
}
