package glimpse.cluster.pool;

import glimpse.gearman.client.JobListener;
import glimpse.gearman.client.RefusedException;
import glimpse.gearman.client.SubmittedJob;
import java.io.IOException;

/** Hands what happens to one submission of a chunk on to the thread of its map. Called on the reader thread of a connection. */
final class ChunkListener implements JobListener {
    private final MapRun run;
    private final OpenChunk chunk;
    private final int attempt;
    private final long permit;
    private volatile boolean listensOn;

    ChunkListener(MapRun run, OpenChunk chunk, int attempt, long permit) {
        this.run = run;
        this.chunk = chunk;
        this.attempt = attempt;
        this.permit = permit;
    }

    /** The job will be cancelled, but the result of the worker that has it is still wanted. */
    void listenOn() {
        listensOn = true;
    }

    @Override
    public boolean listensAfterFail() {
        return listensOn;
    }

    @Override
    public void created(SubmittedJob job) {
        run.permits(permit, job);
        run.post(() -> run.created(chunk, attempt, job));
    }

    @Override
    public void data(byte[] data) {
        run.post(() -> run.data(chunk, attempt, this, data));
    }

    @Override
    public void warning(byte[] data) {
        run.post(() -> run.warned(chunk, attempt, data));
    }

    @Override
    public void complete(byte[] result) {
        run.post(() -> run.done(chunk, attempt, result));
    }

    @Override
    public void fail() {
        run.post(() -> run.failed(chunk, attempt));
    }

    @Override
    public void exception(byte[] exception) {
        fail();
    }

    @Override
    public void refused(RefusedException reason) {
        run.post(() -> run.refused(chunk, attempt, "the job server refused it: " + reason.getMessage()));
    }

    @Override
    public void disconnected(IOException cause) {
        run.post(() -> run.disconnected(chunk, attempt, cause.getMessage()));
    }
}
