package glimpse.server.job;

import glimpse.gearman.packet.Priority;

/** The packets by which a worker asks for a job, and goes to sleep. */
final class Grabs {
    private final JobRules.Order order;
    private final Sleepers sleepers;
    private final JobLife life;

    Grabs(JobRules.Order order, Sleepers sleepers, JobLife life) {
        this.order = order;
        this.sleepers = sleepers;
        this.life = life;
    }

    void preSleep(Peer worker) {
        for (Registration r = worker.newest(); r != null; r = r.older) {
            if (r.function.hasReady()) {
                sleepers.wake(worker);
                return;
            }
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
        boolean roundRobin = order == JobRules.Order.ROUND_ROBIN;
        Registration best = null;
        int bestPriority = Priority.values().length;
        Registration r = roundRobin ? worker.newest() : worker.oldest();
        while (r != null && bestPriority > 0) {
            if (r.function.topPriority() < bestPriority) {
                best = r;
                bestPriority = r.function.topPriority();
            }
            r = roundRobin ? r.older : r.newer;
        }
        if (roundRobin && best != null) {
            worker.moveToOldest(best);
        }
        return best;
    }
}
