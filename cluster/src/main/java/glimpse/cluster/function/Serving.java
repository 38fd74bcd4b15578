package glimpse.cluster.function;

/** A function that is offered until it is closed. Any thread. */
public interface Serving extends AutoCloseable {
    /** Its name at the job servers. */
    String name();

    @Override
    void close();
}
