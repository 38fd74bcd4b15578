package glimpse.server.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Changes that become durable together. What befell a key within the group has come to one: first {@link #done} is forgotten, then
 * {@link #added} is kept. Belongs to the store's thread.
 */
public final class Group {
    private final Set<JobKey> done = new LinkedHashSet<>();
    private final Map<JobKey, StoredJob> added = new LinkedHashMap<>();
    private final Map<JobKey, String> refused = new HashMap<>();

    void add(StoredJob job) {
        added.put(job.key(), job);
    }

    /** Forgets a job; one that was added in this very group is not written at all. */
    void done(JobKey key) {
        added.remove(key);
        done.add(key);
    }

    /** Prepares for a second try after one of which nobody knows how far it went. */
    void again() {
        done.addAll(added.keySet());
        refused.clear();
    }

    public Collection<JobKey> done() {
        return done;
    }

    public Collection<StoredJob> added() {
        return added.values();
    }

    /** Says that the engine does not take a job, for a reason that lies in the job. */
    public void refuse(StoredJob job, String reason) {
        refused.put(job.key(), reason);
    }

    /** Jobs with the engine's reason. */
    Map<JobKey, String> refused() {
        return refused;
    }
}
