package glimpse.server.job;

/** The packets by which a worker asks for a job, and goes to sleep. */
final class Grabs {
    /**
     * Of so many jobs one is of the offer that has waited longest for its turn: the order of the offers is kept, and yet a function that
     * is never at its end does not starve those after it.
     */
    private static final int OUT_OF_ORDER = 8;

    private final JobRules.Order order;
    private final ReadyFunctions ready;
    private final Sleepers sleepers;
    private final JobLife life;

    Grabs(JobRules.Order order, ReadyFunctions ready, Sleepers sleepers, JobLife life) {
        this.order = order;
        this.ready = ready;
        this.sleepers = sleepers;
        this.life = life;
    }

    void preSleep(Peer worker) {
        if (best(worker.oldest(), Direction.NEWER) != null) {
            sleepers.wake(worker);
            return;
        }
        life.timers().disarm(worker);
        sleepers.fallAsleep(worker);
    }

    void grabJob(Peer worker) {
        Job job = grab(worker);
        if (job == null) {
            worker.answers.noJob();
        } else {
            worker.answers.jobAssign(job);
        }
    }

    void grabJobUniq(Peer worker) {
        Job job = grab(worker);
        if (job == null) {
            worker.answers.noJob();
        } else {
            worker.answers.jobAssignUniq(job);
        }
    }

    void grabJobAll(Peer worker) {
        Job job = grab(worker);
        if (job == null) {
            worker.answers.noJob();
        } else if (job.hasReducer()) {
            worker.answers.jobAssignAll(job);
        } else {
            worker.answers.jobAssignUniq(job);
        }
    }

    private Job grab(Peer worker) {
        sleepers.getUp(worker);
        Registration r = choose(worker);
        return r == null ? null : life.assign(r);
    }

    /** The worker's offer that is served next: of those with the highest priority waiting, the first in order; null if none. */
    private Registration choose(Peer worker) {
        if (order == JobRules.Order.ROUND_ROBIN) {
            Registration r = best(worker.newest(), Direction.OLDER);
            if (r != null) {
                worker.moveToOldest(r);
            }
            return r;
        }
        Registration first = best(worker.oldest(), Direction.NEWER);
        return first != null && ++worker.jobsGiven % OUT_OF_ORDER == 0 ? inTurn(worker, first) : first;
    }

    private enum Direction {
        OLDER,
        NEWER
    }

    private Registration best(Registration from, Direction direction) {
        int top = ready.topPriority();
        Registration best = null;
        int bestPriority = ReadyFunctions.NO_PRIORITY;
        for (Registration r = from;
                r != null && bestPriority > top;
                r = direction == Direction.OLDER ? r.older : r.newer) {
            if (r.function.topPriority() < bestPriority) {
                best = r;
                bestPriority = r.function.topPriority();
            }
        }
        return best;
    }

    /** The offer after the one that was served last out of the order, if it has a job of the same priority as the first; and so on. */
    private static Registration inTurn(Peer worker, Registration first) {
        int priority = first.function.topPriority();
        Registration r = worker.turn();
        while (r.function.topPriority() != priority) {
            r = r.newer == null ? worker.oldest() : r.newer;
        }
        worker.served(r);
        return r;
    }
}
