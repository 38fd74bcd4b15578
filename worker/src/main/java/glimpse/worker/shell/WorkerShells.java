package glimpse.worker.shell;

import java.util.LinkedHashMap;
import java.util.Map;

/** The shells of this JVM, one for each session that has used one, the last ones used. Any thread. */
public final class WorkerShells {
    private static final int MOST = 8;

    private final Map<String, WorkerShell> shells = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WorkerShell> eldest) {
            boolean tooMany = size() > MOST;
            if (tooMany) {
                eldest.getValue().close();
            }
            return tooMany;
        }
    };

    /** The shell of the session, made when first asked for. */
    public WorkerShell of(String session) {
        synchronized (shells) {
            return shells.computeIfAbsent(session, name -> new WorkerShell());
        }
    }
}
