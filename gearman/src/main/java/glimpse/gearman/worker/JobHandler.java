package glimpse.gearman.worker;

/** What a worker does for a function. Called by slot threads, by several at once. */
@FunctionalInterface
public interface JobHandler {
    /**
     * Does the job and ends it with one of {@code complete}, {@code fail} and {@code exception}, here or later from any thread; until
     * then it counts as held. Whatever this throws ends the job as an exception.
     */
    void handle(GrabbedJob job) throws Exception;
}
