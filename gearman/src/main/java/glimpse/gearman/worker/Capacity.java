package glimpse.gearman.worker;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How many jobs may be held over all connections, and which connections wait for one to end. Any thread; its monitor guards it, and no
 * other lock is taken under it.
 */
final class Capacity {
    private final Set<WorkerLink> waiting = new LinkedHashSet<>();
    private int free;

    Capacity(int jobs) {
        this.free = jobs;
    }

    /** Takes up to {@code wanted}. If none is free and {@code orWait}, the link is served in its turn, when {@link #next} names it. */
    synchronized int take(WorkerLink link, int wanted, boolean orWait) {
        int taken = Math.min(free, wanted);
        free -= taken;
        if (taken == 0 && orWait) {
            waiting.add(link);
        }
        return taken;
    }

    synchronized void giveBack(int count) {
        free += count;
    }

    /** The link that waited longest, if one can be served; it waits no more. */
    synchronized WorkerLink next() {
        if (free == 0 || waiting.isEmpty()) {
            return null;
        }
        WorkerLink link = waiting.iterator().next();
        waiting.remove(link);
        return link;
    }

    /** The link waits no more. */
    synchronized void forget(WorkerLink link) {
        waiting.remove(link);
    }
}
