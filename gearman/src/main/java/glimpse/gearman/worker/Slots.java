package glimpse.gearman.worker;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that run jobs, one per slot. The queue before them is as long as {@link Capacity} lets it be. */
final class Slots {
    private static final Logger LOG = LoggerFactory.getLogger(Slots.class);

    private final JobHandler handler;
    private final ThreadPoolExecutor threads;

    Slots(int count, JobHandler handler) {
        this.handler = handler;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "gearman-slot-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void add(GrabbedJob job) {
        try {
            threads.execute(() -> run(handler, job));
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} came after the end", job);
        }
    }

    static void run(JobHandler handler, GrabbedJob job) {
        try {
            handler.handle(job);
        } catch (Throwable thrown) {
            if (job.endWith(thrown)) {
                LOG.debug("{} threw", job, thrown);
            } else {
                LOG.warn("{} threw after its end", job, thrown);
            }
        }
    }

    /** Interrupts what runs and drops what waits. */
    void close() {
        threads.shutdownNow();
    }
}
