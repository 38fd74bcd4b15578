package glimpse.cluster.pool;

/**
 * What came of something that was done once in a worker JVM.
 *
 * @param worker its name
 * @param value what it returned; null if it failed
 * @param failure what it threw, or why it was not done; null if it was
 */
public record WorkerAnswer(String worker, Object value, Throwable failure) {
    public boolean ok() {
        return failure == null;
    }
}
