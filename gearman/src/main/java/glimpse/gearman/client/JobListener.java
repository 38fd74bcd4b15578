package glimpse.gearman.client;

import java.io.IOException;

/**
 * Told what becomes of one submission, in order, on the reader thread of its connection: it must not block. Exactly one last call is
 * made: {@code complete}, {@code fail}, {@code exception}, {@code refused} or {@code disconnected}; for a background job
 * {@code created}, {@code refused} or {@code disconnected}.
 */
public interface JobListener {
    /** The server took the job. */
    default void created(SubmittedJob job) {}

    /** The worker sent a part of the result. */
    default void data(byte[] data) {}

    /** The worker sent a warning. */
    default void warning(byte[] data) {}

    /** The worker sent how far it is; what it sent as text that is no number is 0. */
    default void status(long numerator, long denominator) {}

    /** The end: the result, or what of it was not sent as data. */
    void complete(byte[] result);

    /** The end: it failed, was cancelled or used up its retries; also an exception where the client did not ask for exceptions. */
    void fail();

    /**
     * Whether {@link #fail} is not to be the end, asked just before it: a job that was cancelled while a worker has it fails at once, and the
     * result of that worker comes later, unless the worker dies.
     */
    default boolean listensAfterFail() {
        return false;
    }

    /** The end: the worker's exception, on a client that asked for exceptions. */
    void exception(byte[] exception);

    /** The end: the server did not take the job. */
    void refused(RefusedException reason);

    /**
     * The end as seen from here: the connection was lost before the job ended, or no server could be reached. A foreground job is then
     * dropped by its server if that lives; whether it ran is unknown.
     */
    void disconnected(IOException cause);
}
