package glimpse.server.job;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The job server without its sockets: packets come in as methods ({@link PacketDispatch}), answers leave through {@link Peer#answers}.
 *
 * <p>One thread calls everything here. {@link #tick} tells the time and has to be called before the packets of a round. What becomes of
 * a job is in {@link JobLife}; the packets are in {@link Submissions}, {@link Offers}, {@link Grabs} and {@link Results}.
 */
public final class JobServer {
    final Functions functions = new Functions();
    final Set<Peer> peers = new LinkedHashSet<>();
    final JobTable jobs;
    final Submissions submissions;
    final Offers offers;
    final Grabs grabs;
    final Results results;
    private final JobRules rules;
    private final Handles handles;
    private final JobLife life;
    private final Persistence persistence;
    private final PeerNumbers peerNumbers = new PeerNumbers();

    /** A server that keeps its jobs in memory only. */
    public JobServer(JobRules rules, JobEvents events) {
        this(rules, events, JobStore.NONE);
    }

    public JobServer(JobRules rules, JobEvents events, JobStore store) {
        this.rules = rules;
        this.jobs = new JobTable(rules.buckets());
        this.persistence = new Persistence(store);
        this.handles = new Handles(rules.handlePrefix());
        Sleepers sleepers = new Sleepers(rules.workerWakeup());
        this.life = new JobLife(jobs, rules, events, sleepers, persistence);
        this.submissions = new Submissions(functions, jobs, life, persistence);
        this.offers = new Offers(functions, sleepers, life);
        this.grabs = new Grabs(rules.order(), functions.ready(), sleepers, life);
        this.results = new Results(handles, jobs, life);
    }

    public Handles handles() {
        return handles;
    }

    /** What is there now, for admin commands. */
    public Inventory inventory() {
        return new Inventory(this);
    }

    /** Whether a peer neither works nor waits for anything. */
    public boolean isIdle(Peer peer) {
        return peer.newest() == null && peer.jobs.isEmpty() && peer.firstAttachment() == null;
    }

    /** Whether no job is left. */
    public boolean isEmpty() {
        return jobs.count() == 0;
    }

    // ---- time and connections

    /**
     * Tells the time and does what it brings: due jobs, timeouts.
     *
     * @param nowMillis a clock that only goes forward
     * @param epochMillis milliseconds since 1970
     */
    public void tick(long nowMillis, long epochMillis) {
        life.timers().tick(nowMillis, epochMillis);
    }

    /** Milliseconds until {@link #tick} has to be called again even without a packet; Long.MAX_VALUE for never. */
    public long waitMillis() {
        return life.timers().waitMillis();
    }

    /** A connection is there. */
    public Peer connected(String address, Answers answers) {
        Peer peer = new Peer(
                peerNumbers.take(),
                address,
                persistence.answers(answers),
                rules.exceptions() == JobRules.Exceptions.ALWAYS);
        peers.add(peer);
        return peer;
    }

    /** A connection is gone: its jobs go back to their queues, and what only it waited for is given up. */
    public void disconnected(Peer peer) {
        if (!peers.remove(peer)) {
            return;
        }
        peerNumbers.giveBack(peer.number);
        persistence.disconnected(peer);
        life.timers().disarm(peer);
        for (Attachment a = peer.firstAttachment(); a != null; a = peer.firstAttachment()) {
            life.detach(a);
        }
        offers.resetAbilities(peer);
        while (!peer.jobs.isEmpty()) {
            life.failedAttempt(peer.jobs.first());
        }
    }

    int nowTenths() {
        return life.timers().nowTenths();
    }

    // ---- packets that have no room of their own

    void echoReq(Peer peer, Bytes data) {
        peer.answers.echoRes(data);
    }

    void optionReq(Peer peer, Bytes option) {
        if (option.withoutTrailingNul().toString().equalsIgnoreCase("exceptions")) {
            peer.exceptions = true;
            peer.answers.optionRes(option);
        } else if (option.withoutTrailingNul().toString().equalsIgnoreCase("job-cancel")) {
            peer.jobCancel = true;
            peer.answers.optionRes(option);
        } else {
            peer.answers.error(ErrorText.OPTION);
        }
    }

    void setClientId(Peer peer, Bytes id) {
        peer.clientId = id.first(127).copy();
    }

    void getStatus(Peer client, Bytes handle) {
        client.answers.statusRes(handle, JobStatus.of(jobs.byNumber(handles.number(handle))));
    }

    void getStatusUnique(Peer client, Bytes unique) {
        Job job = Uniques.isNamed(unique) ? jobs.byUnique(unique) : null;
        client.answers.statusResUnique(unique, JobStatus.of(job));
    }

    // ---- what does not come as a packet

    /** Makes a job, or joins the one that is there for the same unique, and answers JOB_CREATED, as soon as it is stored if it is to be. */
    public void submit(Peer client, Submission submission) {
        submissions.submit(client, submission);
    }

    /** The store has a job that it was handed: it may run, and its clients hear of it. */
    public void stored(Job job) {
        life.stored(job);
        persistence.stored(job);
    }

    /** The store does not take a job that it was handed: clients get an error, and it does not count as a background job. */
    public void refused(Job job) {
        persistence.refused(job);
        if (jobs.byNumber(job.number) == job) {
            life.refused(job);
        }
    }

    /** Whether the store has a job of this function and unique, or is being asked to keep it. */
    public boolean hasStored(Bytes function, Bytes unique) {
        JobFunction known = functions.known(function);
        return known != null && Uniques.isNamed(unique) && jobs.hasStored(known, unique);
    }

    /**
     * Takes up a job that the store has kept; before any connection.
     *
     * @return the job, or null if it is the same as one that the store has kept too
     */
    public Job replay(Submission submission) {
        return submissions.replay(submission);
    }

    /** All background jobs, in the order in which their queues have them. */
    public List<Job> backgroundJobs() {
        return Arrays.stream(jobs.all())
                .filter(job -> job.background && !job.cancelled)
                .sorted(Comparator.comparingLong(job -> job.sequence))
                .toList();
    }

    /**
     * Cancels a job: its clients get WORK_FAIL. A waiting job is gone at once; what a running one still brings goes to
     * them all the same, as C's server does it. Its worker gets WORK_FAIL too, if it has asked for that by the option
     * {@code job-cancel}.
     *
     * @return whether there is such a job
     */
    public boolean cancelJob(Bytes handle) {
        Job job = jobs.byNumber(handles.number(handle));
        if (job == null) {
            return false;
        }
        life.failClients(job);
        if (job.place != Job.Place.RUNNING) {
            life.end(job);
            return true;
        }
        if (job.worker.jobCancel && !job.cancelled) {
            job.worker.answers.workFail(job);
        }
        job.cancelled = true;
        persistence.done(job);
        return true;
    }

    public void createFunction(Bytes name) {
        functions.of(name);
    }

    /** What became of {@code drop function}. */
    public enum Drop {
        DROPPED,
        NOT_FOUND,
        IN_USE
    }

    /** Forgets a function that nobody uses; upper and lower case are the same here. */
    public Drop dropFunction(Bytes name) {
        return functions.drop(name);
    }

    /** Limits a function that exists; 0 is no limit. */
    public void maxQueue(Bytes name, int high, int normal, int low) {
        functions.maxQueue(name, high, normal, low);
    }
}
