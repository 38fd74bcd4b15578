package glimpse.cluster.closure.runtime;

import java.util.HashSet;
import java.util.Set;

/** The check that rewritten code makes at method entry and before each backward jump. */
public final class Cancel {
    private static final Set<CancelToken> RAISED = new HashSet<>();
    private static volatile boolean raised;

    private Cancel() {}

    /** Throws {@link Cancelled} if the calling thread's task was cancelled. */
    public static void check() {
        if (raised) {
            stopIfCancelled();
        }
    }

    private static void stopIfCancelled() {
        CancelToken token = CancelToken.current();
        if (token != null && token.isCancelled()) {
            throw new Cancelled();
        }
    }

    static void raise(CancelToken token) {
        synchronized (RAISED) {
            RAISED.add(token);
            raised = true;
        }
    }

    static void lower(CancelToken token) {
        synchronized (RAISED) {
            RAISED.remove(token);
            raised = !RAISED.isEmpty();
        }
    }
}
