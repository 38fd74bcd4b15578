package glimpse.cluster.pool;

import glimpse.gearman.client.JobListener;
import glimpse.gearman.client.JobStatus;
import glimpse.gearman.client.SubmittedJob;
import glimpse.gearman.packet.Priority;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What a map asks of the job servers and the workers. Any thread; nothing waits for an answer. */
interface JobServers {
    /** Submits a chunk; {@link #flush} sends it. */
    void submit(byte[] workload, Priority priority, JobListener listener);

    /** Sends what was submitted. */
    void flush();

    /** Cancels the server's copy of the job; a worker that has it goes on. */
    void cancel(SubmittedJob job);

    CompletableFuture<JobStatus> status(SubmittedJob job);

    /** The worker JVMs that are on the command channel now, and answer there. */
    Set<String> workersOnChannel();

    /** The slots as last counted; may start to count them again. */
    SlotCount slots();

    /** Tells all workers to stop the chunks of the map. */
    void cancelMap(String map);
}
