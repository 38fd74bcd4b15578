package glimpse.server.store;

import java.util.function.Consumer;

/** An engine that keeps jobs. One thread at a time uses it; every method may block, none for ever. */
public interface Store extends AutoCloseable {
    /**
     * Connects, and makes what the engine needs to keep jobs.
     *
     * @throws StoreException if the engine cannot be reached or used; the message names it
     */
    void open() throws StoreException;

    /** Hands over all jobs that are kept, in the order in which the engine has them. A record that is no job is skipped with a warning. */
    void replay(Consumer<StoredJob> jobs) throws StoreException;

    /**
     * Whether a record is found by function and unique joined by a dash, so that {@code a-b} with {@code c} and {@code a} with {@code b-c} are
     * the same record. Of jobs that would share one only the first is handed over.
     */
    default boolean joinsByDash() {
        return false;
    }

    /**
     * Forgets and keeps the jobs of a group, in this order. On return they are as durable as the engine makes anything; jobs that it does
     * not take have been {@linkplain Group#refuse refused}. Connects again if the connection was lost before.
     *
     * @throws StoreException if the engine does not work at the moment; the group may have been written in part
     */
    void write(Group group) throws StoreException;

    /** Disconnects. */
    @Override
    void close();
}
