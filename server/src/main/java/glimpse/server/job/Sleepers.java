package glimpse.server.job;

/**
 * Who sleeps and who is woken. A sleeping peer stands in the list of every function it can do; a NOOP takes it out of all of them, so
 * that a job walks over no peer that it cannot wake.
 */
final class Sleepers {
    private final int workerWakeup;

    /** @param workerWakeup how many peers one job wakes, 0 for all */
    Sleepers(int workerWakeup) {
        this.workerWakeup = workerWakeup;
    }

    void fallAsleep(Peer peer) {
        if (peer.sleep == Peer.Sleep.ASLEEP) {
            return;
        }
        peer.sleep = Peer.Sleep.ASLEEP;
        for (Registration r = peer.newest(); r != null; r = r.older) {
            r.function.addSleeper(r);
        }
    }

    /** Wakes those who have slept longest for the function. */
    void wake(JobFunction function) {
        int left = workerWakeup == 0 ? Integer.MAX_VALUE : workerWakeup;
        for (; left > 0 && function.firstSleeper() != null; left--) {
            wake(function.firstSleeper().peer);
        }
    }

    void wake(Peer peer) {
        if (peer.sleep == Peer.Sleep.ASLEEP) {
            leaveLists(peer);
        }
        peer.sleep = Peer.Sleep.WOKEN;
        peer.answers.noop();
    }

    /** The peer has grabbed. */
    void getUp(Peer peer) {
        if (peer.sleep == Peer.Sleep.ASLEEP) {
            leaveLists(peer);
        }
        peer.sleep = Peer.Sleep.AWAKE;
    }

    private static void leaveLists(Peer peer) {
        for (Registration r = peer.newest(); r != null; r = r.older) {
            r.function.removeSleeper(r);
        }
    }

    void added(Registration r) {
        if (r.peer.sleep != Peer.Sleep.ASLEEP) {
            return;
        }
        r.function.addSleeper(r);
        if (r.function.hasReady()) {
            wake(r.peer);
        }
    }

    /** An offer is gone; a NOOP that was sent for its function may be lost with it, and goes to the next sleeper. */
    void removed(Registration r) {
        if (r.peer.sleep == Peer.Sleep.ASLEEP) {
            r.function.removeSleeper(r);
        } else if (r.peer.sleep == Peer.Sleep.WOKEN && r.function.hasReady()) {
            wake(r.function);
        }
    }
}
