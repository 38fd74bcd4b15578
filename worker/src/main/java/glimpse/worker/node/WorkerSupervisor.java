package glimpse.worker.node;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one worker JVM alive. Exit status 0: done. 255: started again at once. Anything else is a crash: started again after a pause,
 * which doubles while crashes follow one another.
 *
 * <p>The child's standard input is a pipe from here, so that it sees its end even when this process is killed. When this process
 * is told to stop, the child is too. {@link #run} is called by one thread, {@link #stop} by any.
 */
public final class WorkerSupervisor {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSupervisor.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A worker that lived so long has recovered from what made it crash. */
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private static final Duration GRACE = Duration.ofSeconds(8);

    private final List<String> command;
    private final Duration firstPause;
    private final Redirect output;
    private Duration pause;
    private Process child;
    private boolean stopping;

    /** Keeps the process alive that this command starts; what it prints goes where this process prints. */
    public WorkerSupervisor(List<String> command) {
        this(command, FIRST_PAUSE, Redirect.INHERIT);
    }

    /** Keeps the process alive that this command starts; what it prints is appended to the log. */
    public WorkerSupervisor(List<String> command, Path log) {
        this(command, FIRST_PAUSE, Redirect.appendTo(log.toFile()));
    }

    WorkerSupervisor(List<String> command, Duration firstPause) {
        this(command, firstPause, Redirect.INHERIT);
    }

    private WorkerSupervisor(List<String> command, Duration firstPause, Redirect output) {
        this.command = List.copyOf(command);
        this.firstPause = firstPause;
        this.output = output;
        this.pause = firstPause;
    }

    /** Returns the exit status when the worker is done or this supervisor was told to stop. */
    public int run() throws InterruptedException, IOException {
        while (true) {
            long started = System.nanoTime();
            Process worker = start();
            if (worker == null) {
                return ExitStatus.DONE;
            }
            int status = worker.waitFor();
            if (status == ExitStatus.DONE || isStopping()) {
                return ExitStatus.DONE;
            }
            if (status == ExitStatus.RESTART) {
                LOG.info("the worker restarts");
                pause = firstPause;
            } else {
                awaitNextTry(status, Duration.ofNanos(System.nanoTime() - started));
            }
        }
    }

    private synchronized Process start() throws IOException {
        child = stopping
                ? null
                : new ProcessBuilder(command)
                        .redirectInput(Redirect.PIPE)
                        .redirectOutput(output)
                        .redirectError(output)
                        .start();
        return child;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized void awaitNextTry(int status, Duration lived) throws InterruptedException {
        if (lived.compareTo(RECOVERED) >= 0) {
            pause = firstPause;
        }
        LOG.warn("the worker ended with status {}; it is started again in {} ms", status, pause.toMillis());
        long end = System.nanoTime() + pause.toNanos();
        for (long left; !stopping && (left = end - System.nanoTime()) > 0; ) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** Tells the worker to leave, kills it if it does not, and makes {@link #run} return. */
    public void stop() {
        Process worker;
        synchronized (this) {
            stopping = true;
            notifyAll();
            worker = child;
        }
        if (worker != null) {
            end(worker);
        }
    }

    private static void end(Process worker) {
        worker.destroy();
        try {
            if (!worker.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.destroyForcibly();
            }
        } catch (InterruptedException e) {
            worker.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
