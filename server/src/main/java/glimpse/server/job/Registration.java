package glimpse.server.job;

/** One CAN_DO: a peer's offer to run a function. Linked in the peer's offers and, while the peer sleeps, in the function's sleepers. */
final class Registration {
    final Peer peer;
    final JobFunction function;
    /** How long a job of it may run, 0 for as long as it likes. */
    final long timeoutMillis;

    Registration newer;
    Registration older;
    Registration previousSleeper;
    Registration nextSleeper;

    Registration(Peer peer, JobFunction function, long timeoutMillis) {
        this.peer = peer;
        this.function = function;
        this.timeoutMillis = timeoutMillis;
    }
}
