package glimpse.server.job;

/**
 * Where background jobs outlive the server, as the core sees it. Called on the core's thread; must not block: the outcome comes back
 * later, on the core's thread, as a call of {@link JobServer#stored} or {@link JobServer#refused}.
 */
public interface JobStore {
    /** Keeps nothing ({@code -q builtin}). */
    JobStore NONE = new JobStore() {
        @Override
        public boolean isPersistent() {
            return false;
        }

        @Override
        public void add(Job job) {
            throw new IllegalStateException("a store that keeps nothing is handed a job");
        }

        @Override
        public void done(Job job) {
            throw new IllegalStateException("a store that keeps nothing is told of a job's end");
        }
    };

    /** Whether background jobs have to be handed over. */
    boolean isPersistent();

    /** Begins to keep a job. */
    void add(Job job);

    /** Begins to forget a job that was added or replayed; it may still be on its way in. */
    void done(Job job);
}
