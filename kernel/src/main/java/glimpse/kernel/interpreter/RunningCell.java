package glimpse.kernel.interpreter;

import glimpse.kernel.session.JavaSession;
import glimpse.kernel.session.Outcome;
import java.util.function.Supplier;

/**
 * What it takes to stop the running cell: Java is stopped by the session, a magic by an interrupt of its thread. {@link #interrupt} and
 * {@link #stopped} come from any thread, the rest from the one that runs the cell.
 */
final class RunningCell {
    private final JavaSession session;
    private Thread thread;
    private boolean stopped;
    private boolean inJava;

    RunningCell(JavaSession session) {
        this.session = session;
    }

    synchronized void begin() {
        thread = Thread.currentThread();
        stopped = false;
    }

    synchronized void end() {
        thread = null;
        Thread.interrupted();
    }

    synchronized boolean active() {
        return thread != null;
    }

    synchronized boolean stopped() {
        return stopped;
    }

    /** False if there is nothing to stop, or Java that is on its way into the session or out of it. */
    synchronized boolean interrupt() {
        if (thread == null) {
            return false;
        }
        stopped = true;
        if (inJava) {
            return session.interrupt();
        }
        thread.interrupt();
        return true;
    }

    /** Runs Java of the cell, unless it has been stopped already. */
    Outcome java(Supplier<Outcome> code) {
        boolean within;
        synchronized (this) {
            if (stopped) {
                return new Outcome.Interrupted();
            }
            within = inJava; // Java that evaluates Java
            inJava = true;
        }
        try {
            return code.get();
        } finally {
            synchronized (this) {
                inJava = within;
            }
        }
    }
}
