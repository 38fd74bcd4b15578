package glimpse.server.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Jobs on their way into the store, and the clients whose JOB_CREATED waits for that. Belongs to the core's thread. */
final class Persistence {
    private final JobStore store;
    private final Map<Job, List<OrderedAnswers.Open>> waiting = new HashMap<>();

    Persistence(JobStore store) {
        this.store = store;
    }

    boolean isActive() {
        return store.isPersistent();
    }

    /** The way out to a peer, with room for answers that wait for the store. */
    Answers answers(Answers answers) {
        return store.isPersistent() ? new OrderedAnswers(answers) : answers;
    }

    void disconnected(Peer peer) {
        if (peer.answers instanceof OrderedAnswers ordered) {
            ordered.drop();
        }
    }

    /** Has a background job kept, if there is a store and it does not have it already. */
    void add(Job job) {
        if (store.isPersistent() && !job.stored) {
            job.stored = true;
            waiting.put(job, new ArrayList<>(1));
            store.add(job);
        }
    }

    /** The job has ended. */
    void done(Job job) {
        if (job.stored) {
            job.stored = false;
            store.done(job);
        }
    }

    /** Answers JOB_CREATED: now, or as soon as the store has the job. */
    void created(Peer client, Job job) {
        List<OrderedAnswers.Open> clients = waiting.get(job);
        if (clients == null) {
            client.answers.jobCreated(job);
        } else {
            clients.add(((OrderedAnswers) client.answers).open());
        }
    }

    /** The store has it. */
    void stored(Job job) {
        waiting.remove(job).forEach(open -> open.close(a -> a.jobCreated(job)));
    }

    /** The store does not take it. */
    void refused(Job job) {
        job.stored = false;
        waiting.remove(job).forEach(open -> open.close(a -> a.error(ErrorText.STORE)));
    }
}
