package glimpse.gearman.worker;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.peer.AgainstAScriptedServer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker of the scripted server, with a function whose jobs end when the test ends them. */
abstract class ScriptedWorker extends AgainstAScriptedServer {
    private final BlockingQueue<GrabbedJob> jobs = new LinkedBlockingQueue<>();

    WorkerOptions options() {
        return WorkerOptions.of(List.of(server.address()));
    }

    static GearmanWorker echo(WorkerOptions options) {
        return new GearmanWorker(options).register("echo", job -> job.complete(job.workload()));
    }

    /** Its jobs are {@linkplain #kept kept} for the test. */
    GearmanWorker keeping(WorkerOptions options) {
        return new GearmanWorker(options).register("keep", this::keep);
    }

    void keep(GrabbedJob job) {
        jobs.add(job);
    }

    GrabbedJob kept() throws InterruptedException {
        GrabbedJob job = jobs.poll(60, TimeUnit.SECONDS);
        assertThat(job).isNotNull();
        return job;
    }

    GearmanWorker start(GearmanWorker worker) {
        return opening(worker).start();
    }
}
