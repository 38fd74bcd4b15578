package glimpse.server.store;

import glimpse.server.job.JobServer;
import glimpse.server.job.JobStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A queue that outlives the server, in use: {@link #replay} before the port is open, {@link #start} after, {@link #close} at the end. */
public interface PersistentQueue extends AutoCloseable {
    /** No queue at all ({@code -q builtin}). */
    PersistentQueue NONE = new PersistentQueue() {
        @Override
        public JobStore jobs() {
            return JobStore.NONE;
        }

        @Override
        public void replay(JobServer server) {}

        @Override
        public void start(JobServer server, Executor core) {}

        @Override
        public void close() {}
    };

    /** What the core hands its jobs to. */
    JobStore jobs();

    /** What it has done; empty for one that writes nothing while the server runs. */
    default Optional<StoreFigures> figures() {
        return Optional.empty();
    }

    /** Changes that have been handed over and are not being written yet. Any thread may ask. */
    default int changesWaiting() {
        return 0;
    }

    /**
     * Gives the server the jobs that were kept.
     *
     * @throws IOException if the engine cannot be reached or used
     */
    void replay(JobServer server) throws IOException;

    /**
     * Begins to keep jobs.
     *
     * @param core runs tasks on the core's thread
     */
    void start(JobServer server, Executor core) throws IOException;

    /** Keeps what is left to be kept and disconnects; called when the core's thread has ended. Bounded. */
    @Override
    void close();
}
