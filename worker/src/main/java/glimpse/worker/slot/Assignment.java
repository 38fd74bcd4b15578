package glimpse.worker.slot;

import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.security.ForgedPayloadException;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ChunkDone;
import java.util.Optional;
import java.util.function.Consumer;

/** A chunk that a slot has been given: where its image comes from, where its output and its outcome go. */
interface Assignment {
    Chunk chunk();

    /** Where the chunk's image and jars are had. */
    ImageSource source();

    /** The session whose front end it comes from; empty for detached work. */
    Optional<String> session();

    /** Where what its tasks print goes. */
    Consumer<LogEvent> output();

    /** Asks whether it is still wanted, and says that it begins; the token stops it. False if it is not wanted. */
    boolean begin(CancelToken token) throws UnavailableException;

    /**
     * Waits until it is sure that it may be run; false if it was cancelled before.
     *
     * @throws ForgedPayloadException if it may not: it is not the one that its front end has submitted
     */
    default boolean awaitPermit(CancelToken token)
            throws UnavailableException, InterruptedException, ForgedPayloadException {
        return true;
    }

    /** Has the chunk's inputs here, wherever they come from; {@link #chunk} has them then. */
    default void fetchInputs() throws UnavailableException, InterruptedException {}

    /** Waits until it is sure that this slot is known to have it, whatever happens then. A cancel ends the wait. */
    void awaitReady(CancelToken token) throws InterruptedException;

    /** It runs no longer. */
    void end(CancelToken token);

    /** Says what came of it; who runs the next chunk at once need not {@link #flush}. */
    void complete(ChunkDone done);

    /** Has sent what was said. */
    default void flush() {}

    /** Says why this slot cannot do it. */
    void giveUp(String why);

    /** Looks after it while it runs, a few times a second, on the timer's thread. */
    default void look() {}

    /** This JVM leaves while it runs: another will have it. */
    default void leave() {}
}
