package glimpse.server.job;

/** The packets by which a worker says what it can do. */
final class Offers {
    private static final long MIN_TIMEOUT_MILLIS = 1000;

    private final Functions functions;
    private final Sleepers sleepers;
    private final JobLife life;

    Offers(Functions functions, Sleepers sleepers, JobLife life) {
        this.functions = functions;
        this.sleepers = sleepers;
        this.life = life;
    }

    void canDo(Peer worker, Bytes function) {
        register(worker, function, 0);
    }

    /** An offer with the most milliseconds that one of its jobs may take, decimal; nothing or less than 0 is no limit. */
    void canDoTimeout(Peer worker, Bytes function, Bytes timeoutMillis) {
        long millis = Numbers.saturating(timeoutMillis);
        register(worker, function, millis <= 0 ? 0 : Math.max(MIN_TIMEOUT_MILLIS, millis));
    }

    private void register(Peer worker, Bytes function, long timeoutMillis) {
        Registration r = new Registration(worker, functions.of(function), timeoutMillis);
        r.function.registrations++;
        worker.addRegistration(r);
        sleepers.added(r);
    }

    void cantDo(Peer worker, Bytes function) {
        JobFunction f = functions.known(function);
        for (Registration r = worker.newest(), older; r != null; r = older) {
            older = r.older;
            if (r.function == f) {
                unregister(r);
            }
        }
    }

    void resetAbilities(Peer worker) {
        while (worker.newest() != null) {
            unregister(worker.newest());
        }
    }

    private void unregister(Registration r) {
        r.function.registrations--;
        r.peer.removeRegistration(r);
        sleepers.removed(r);
        for (Job job = r.peer.jobs.first(), next; job != null; job = next) {
            next = job.next;
            if (job.function == r.function) {
                life.failedAttempt(job);
            }
        }
    }
}
