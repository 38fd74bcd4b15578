package glimpse.server.job;

import glimpse.gearman.packet.Priority;

/** How many functions have a job for a worker, by priority: who looks for one knows when to stop. */
final class ReadyFunctions {
    static final int NO_PRIORITY = Priority.values().length;

    private final int[] counts = new int[NO_PRIORITY];

    void added(int priority) {
        counts[priority]++;
    }

    void removed(int priority) {
        counts[priority]--;
    }

    /** The highest priority of which any function has a job, {@link #NO_PRIORITY} if none has. */
    int topPriority() {
        int priority = 0;
        while (priority < NO_PRIORITY && counts[priority] == 0) {
            priority++;
        }
        return priority;
    }
}
