package glimpse.cluster.pool;

import java.util.List;

/** Stands for an exception of a worker whose class cannot be had here; has its text and its stack. */
public final class RemoteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String className;
    private final String trace;

    RemoteException(String className, String message, List<StackTraceElement> frames, String trace) {
        super(message.isEmpty() ? className : className + ": " + message);
        this.className = className;
        this.trace = trace;
        setStackTrace(frames.toArray(StackTraceElement[]::new));
    }

    /** The class of the exception on the worker. */
    public String className() {
        return className;
    }

    /** The whole trace as the worker printed it. */
    public String trace() {
        return trace;
    }

    /** The original's first line, without this class's name. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message itself is to begin with another exception's name
    public String toString() {
        return getMessage();
    }
}
