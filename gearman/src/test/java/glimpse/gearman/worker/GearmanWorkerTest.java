package glimpse.gearman.worker;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.peer.Dialogue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker tells a job server, packet by packet. */
class GearmanWorkerTest extends ScriptedWorker {
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
        List<GrabbedJob> held = List.of(kept(), kept(), kept(), kept());
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
        GrabbedJob job = kept();

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

        GrabbedJob job = kept();
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
        GrabbedJob job = kept();

        worker.unregister("keep");
        dialogue.plays("> CANT_DO keep");
        assertThat(job.isLost()).isTrue();
        assertThat(job.complete(bytes("late"))).isFalse();
        dialogue.plays("> GRAB_JOB_UNIQ");
        worker.unregisterAll();
        dialogue.plays("> RESET_ABILITIES");
    }
}
