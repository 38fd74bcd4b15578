package glimpse.gearman.client;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.connection.HostPort;
import glimpse.gearman.peer.CGearmand;
import glimpse.gearman.peer.DiallingSideContract;
import glimpse.gearman.worker.GearmanWorker;
import glimpse.gearman.worker.WorkerOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Client, worker and admin against the C job server. */
class CGearmandTest extends DiallingSideContract {
    private CGearmand gearmand;

    @Override
    protected HostPort startServer() throws IOException {
        gearmand = CGearmand.started();
        return gearmand.address();
    }

    @Override
    protected void endServer() {
        gearmand.kill();
    }

    @Override
    protected void startServerAgain() throws IOException {
        gearmand.start();
    }

    /** Debian's server wakes nobody for a job that comes back or whose second has come; another job does. */
    @Override
    protected void nudge() throws Exception {
        await(client.run(Job.of("reverse", bytes("awake"))));
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
}
