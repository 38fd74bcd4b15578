package glimpse.server.connection;

import io.netty.channel.EventLoop;

/** Where the processing runs, and the ways to it from other threads. */
interface Core {
    /** The way in from one I/O loop. */
    Events from(EventLoop ioLoop);

    /** Runs a task on the processing's thread, in a round. From any thread. */
    void execute(Runnable task);

    /** Ends after the round that runs; what comes later is forgotten. From any thread; does not wait. */
    void stop();

    /** Waits until nothing runs any more, after {@link #stop} and the end of all loops. Not from the processing's thread. */
    void awaitEnd();
}
