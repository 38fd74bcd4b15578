package glimpse.server.job;

import glimpse.gearman.packet.PacketType;
import glimpse.gearman.packet.Priority;
import glimpse.server.job.Submission.Mode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The job server without its sockets: packets come in as methods, answers leave through {@link Peer#answers}.
 *
 * <p>One thread calls everything here. {@link #tick} tells the time and has to be called before the packets of a round.
 *
 * <pre>
 *   SUBMIT_JOB ──► queued ──GRAB_JOB──► running ──WORK_COMPLETE, WORK_FAIL, WORK_EXCEPTION──► gone
 *       │            ▲  ▲                  │
 *  (epoch)           │  └─failed attempt───┤   worker lost, CANT_DO, too late
 *       └► scheduled ┘                     └─attempts used up──► gone (WORK_FAIL)
 * </pre>
 */
public final class JobServer {
    private static final long MIN_TIMEOUT_MILLIS = 1000;

    final Map<Bytes, JobFunction> functions = new LinkedHashMap<>();
    final Set<Peer> peers = new LinkedHashSet<>();
    final JobTable jobs = new JobTable();
    private final JobRules rules;
    private final JobEvents events;
    private final Handles handles;
    private final Sleepers sleepers;
    private final Timers timers = new Timers(this::becomesDue, this::failedAttempt);
    private final PeerNumbers peerNumbers = new PeerNumbers();

    private int lastNumber;
    private long lastSequence;

    public JobServer(JobRules rules, JobEvents events) {
        this.rules = rules;
        this.events = events;
        this.handles = new Handles(rules.handlePrefix());
        this.sleepers = new Sleepers(rules.workerWakeup());
    }

    public Handles handles() {
        return handles;
    }

    /** What is there now, for admin commands. */
    public Inventory inventory() {
        return new Inventory(this);
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
        timers.tick(nowMillis, epochMillis);
    }

    /** Milliseconds until {@link #tick} has to be called again even without a packet; Long.MAX_VALUE for never. */
    public long waitMillis() {
        return timers.waitMillis();
    }

    /** A connection is there. */
    public Peer connected(String address, Answers answers) {
        Peer peer = new Peer(peerNumbers.take(), address, answers, rules.exceptions() == JobRules.Exceptions.ALWAYS);
        peers.add(peer);
        return peer;
    }

    /** A connection is gone: its jobs go back to their queues, and what only it waited for is given up. */
    public void disconnected(Peer peer) {
        if (!peers.remove(peer)) {
            return;
        }
        peerNumbers.giveBack(peer.number);
        timers.disarm(peer);
        for (Attachment a = peer.firstAttachment(); a != null; a = peer.firstAttachment()) {
            detach(a);
        }
        resetAbilities(peer);
        while (!peer.jobs.isEmpty()) {
            failedAttempt(peer.jobs.first());
        }
    }

    private void detach(Attachment a) {
        a.client.forget(a);
        Job job = a.job;
        if (job.attachments == a) {
            job.attachments = a.nextOfJob;
        } else {
            Attachment before = job.attachments;
            while (before.nextOfJob != a) {
                before = before.nextOfJob;
            }
            before.nextOfJob = a.nextOfJob;
        }
        if (job.ignored() && job.place != Job.Place.RUNNING) {
            remove(job);
        }
    }

    // ---- packets of both

    public void echoReq(Peer peer, Bytes data) {
        peer.answers.echoRes(data);
    }

    public void optionReq(Peer peer, Bytes option) {
        if (option.withoutTrailingNul().toString().equalsIgnoreCase("exceptions")) {
            peer.exceptions = true;
            peer.answers.optionRes(option);
        } else {
            peer.answers.error(ErrorText.OPTION);
        }
    }

    // ---- packets of clients

    public void submitJob(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.NORMAL, Mode.FOREGROUND));
    }

    public void submitJobBg(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.NORMAL, Mode.BACKGROUND));
    }

    public void submitJobHigh(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.HIGH, Mode.FOREGROUND));
    }

    public void submitJobHighBg(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.HIGH, Mode.BACKGROUND));
    }

    public void submitJobLow(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.LOW, Mode.FOREGROUND));
    }

    public void submitJobLowBg(Peer client, Bytes function, Bytes unique, Bytes workload) {
        submit(client, Submission.plain(function, unique, workload, Priority.LOW, Mode.BACKGROUND));
    }

    /** A background job that may run from the second {@code when} of 1970 on, decimal. */
    public void submitJobEpoch(Peer client, Bytes function, Bytes unique, Bytes when, Bytes workload) {
        long second = Numbers.saturating(when);
        if (second == Long.MAX_VALUE || second == Long.MIN_VALUE) {
            client.answers.error(ErrorText.NOT_A_NUMBER);
            return;
        }
        submit(
                client,
                new Submission(
                        function, unique, workload, Priority.NORMAL, Mode.BACKGROUND, Math.max(0, second), null));
    }

    public void submitReduceJob(Peer client, Bytes function, Bytes unique, Bytes reducer, Bytes workload) {
        submitReduce(client, function, unique, reducer, workload, Mode.FOREGROUND);
    }

    public void submitReduceJobBackground(Peer client, Bytes function, Bytes unique, Bytes reducer, Bytes workload) {
        submitReduce(client, function, unique, reducer, workload, Mode.BACKGROUND);
    }

    private void submitReduce(Peer client, Bytes function, Bytes unique, Bytes reducer, Bytes workload, Mode mode) {
        if (reducer.length() > Uniques.MAX_LENGTH) {
            client.answers.error(ErrorText.UNIQUE_TOO_LARGE);
            return;
        }
        submit(client, new Submission(function, unique, workload, Priority.NORMAL, mode, 0, reducer.copy()));
    }

    /** Makes a job, or joins the one that is there for the same unique, and answers JOB_CREATED. */
    public void submit(Peer client, Submission submission) {
        if (submission.unique().length() > Uniques.MAX_LENGTH) {
            client.answers.error(ErrorText.UNIQUE_TOO_LARGE);
            return;
        }
        JobFunction function = function(submission.function());
        int number = nextNumber();
        int uniqueHash = Uniques.hash(submission.unique(), submission.workload(), number);
        Job job = jobs.toJoin(function, submission, uniqueHash);
        if (job == null) {
            int limit = function.maxQueue[submission.priority().number()];
            if (limit > 0 && function.total >= limit) {
                client.answers.error(ErrorText.QUEUE_FULL);
                return;
            }
            job = new Job(number, function, submission, uniqueHash);
            lastNumber = number;
            add(job);
        }
        if (submission.mode() == Mode.FOREGROUND) {
            client.attach(job);
        } else {
            job.background = true;
        }
        client.answers.jobCreated(job);
    }

    /** The next number that no job has; numbers are used again only after all 2^32 - 1 of them. */
    private int nextNumber() {
        int number = lastNumber + 1;
        while (number == 0 || jobs.byNumber(number) != null) {
            number++;
        }
        return number;
    }

    private void add(Job job) {
        jobs.add(job);
        job.function.total++;
        job.sequence = ++lastSequence;
        events.accepted(job);
        if (timers.isInFuture(job.when)) {
            job.function.waiting[job.priority.number()]++;
            timers.schedule(job);
            return;
        }
        enqueue(job);
    }

    private void enqueue(Job job) {
        job.function.waiting[job.priority.number()]++;
        job.function.enqueue(job);
        sleepers.wake(job.function);
    }

    private void becomesDue(Job job) {
        job.function.enqueueDue(job);
        sleepers.wake(job.function);
    }

    public void getStatus(Peer client, Bytes handle) {
        client.answers.statusRes(handle, JobStatus.of(jobs.byNumber(handles.number(handle))));
    }

    public void getStatusUnique(Peer client, Bytes unique) {
        Job job = Uniques.isNamed(unique) ? jobs.byUnique(unique) : null;
        client.answers.statusResUnique(unique, JobStatus.of(job));
    }

    // ---- packets of workers

    public void setClientId(Peer peer, Bytes id) {
        peer.clientId = id.first(127).copy();
    }

    public void canDo(Peer worker, Bytes function) {
        register(worker, function, 0);
    }

    /** An offer with the most milliseconds that one of its jobs may take, decimal; nothing or less than 0 is no limit. */
    public void canDoTimeout(Peer worker, Bytes function, Bytes timeoutMillis) {
        long millis = Numbers.saturating(timeoutMillis);
        register(worker, function, millis <= 0 ? 0 : Math.max(MIN_TIMEOUT_MILLIS, millis));
    }

    private void register(Peer worker, Bytes function, long timeoutMillis) {
        Registration r = new Registration(worker, function(function), timeoutMillis);
        r.function.registrations++;
        worker.addRegistration(r);
        sleepers.added(r);
    }

    public void cantDo(Peer worker, Bytes function) {
        JobFunction f = functions.get(function);
        for (Registration r = worker.newest(), older; r != null; r = older) {
            older = r.older;
            if (r.function == f) {
                unregister(r);
            }
        }
    }

    public void resetAbilities(Peer worker) {
        while (worker.newest() != null) {
            unregister(worker.newest());
        }
    }

    private void unregister(Registration r) {
        r.function.registrations--;
        r.peer.removeRegistration(r);
        sleepers.removed(r);
        for (Job job = r.peer.jobs.first(), next; job != null; job = next) {
            next = job.next;
            if (job.function == r.function) {
                failedAttempt(job);
            }
        }
    }

    public void preSleep(Peer worker) {
        for (Registration r = worker.newest(); r != null; r = r.older) {
            if (r.function.hasReady()) {
                sleepers.wake(worker);
                return;
            }
        }
        timers.disarm(worker);
        sleepers.fallAsleep(worker);
    }

    public void grabJob(Peer worker) {
        Job job = grab(worker);
        if (job == null) {
            worker.answers.noJob();
        } else {
            worker.answers.jobAssign(job);
        }
    }

    public void grabJobUniq(Peer worker) {
        Job job = grab(worker);
        if (job == null) {
            worker.answers.noJob();
        } else {
            worker.answers.jobAssignUniq(job);
        }
    }

    public void grabJobAll(Peer worker) {
        Job job = grab(worker);
        if (job == null) {
            worker.answers.noJob();
        } else if (job.hasReducer()) {
            worker.answers.jobAssignAll(job);
        } else {
            worker.answers.jobAssignUniq(job);
        }
    }

    private Job grab(Peer worker) {
        sleepers.getUp(worker);
        Registration r = choose(worker);
        if (r == null) {
            return null;
        }
        Job job = r.function.firstReady();
        job.function.dequeue(job);
        job.function.waiting[job.priority.number()]--;
        job.function.running++;
        job.place = Job.Place.RUNNING;
        job.worker = worker;
        worker.jobs.addFirst(job);
        timers.arm(worker, job, r.timeoutMillis);
        return job;
    }

    /** The worker's offer that is served next: of those with the highest priority waiting, the first in order; null if none. */
    private Registration choose(Peer worker) {
        boolean roundRobin = rules.order() == JobRules.Order.ROUND_ROBIN;
        Registration best = null;
        int bestPriority = Priority.values().length;
        Registration r = roundRobin ? worker.newest() : worker.oldest();
        while (r != null && bestPriority > 0) {
            if (r.function.topPriority() < bestPriority) {
                best = r;
                bestPriority = r.function.topPriority();
            }
            r = roundRobin ? r.older : r.newer;
        }
        if (roundRobin && best != null) {
            worker.moveToOldest(best);
        }
        return best;
    }

    public void workStatus(Peer worker, Bytes handle, Bytes numerator, Bytes denominator, Bytes both) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB_FOR_RESULT);
        if (job != null) {
            job.numerator = Numbers.wrapping(numerator);
            job.denominator = Numbers.wrapping(denominator);
            forward(PacketType.WORK_STATUS, job, handle, both);
        }
    }

    public void workData(Peer worker, Bytes handle, Bytes data) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB);
        if (job != null) {
            forward(PacketType.WORK_DATA, job, handle, data);
        }
    }

    public void workWarning(Peer worker, Bytes handle, Bytes data) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB);
        if (job != null) {
            forward(PacketType.WORK_WARNING, job, handle, data);
        }
    }

    public void workComplete(Peer worker, Bytes handle, Bytes data) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB_FOR_RESULT);
        if (job != null) {
            forward(PacketType.WORK_COMPLETE, job, handle, data);
            remove(job);
        }
    }

    public void workFail(Peer worker, Bytes handle) {
        Job job = runningJob(worker, handle.withoutTrailingNul(), ErrorText.NO_SUCH_JOB_FOR_RESULT);
        if (job != null) {
            forward(PacketType.WORK_FAIL, job, handle, null);
            remove(job);
        }
    }

    /** Ends the job; clients that have not asked for exceptions hear of a failure. */
    public void workException(Peer worker, Bytes handle, Bytes data) {
        Job job = runningJob(worker, handle, ErrorText.NO_SUCH_JOB_FOR_EXCEPTION);
        if (job == null) {
            return;
        }
        for (Attachment a = job.attachments; a != null; a = a.nextOfJob) {
            if (a.client.exceptions) {
                a.client.answers.work(PacketType.WORK_EXCEPTION, handle, data);
            } else {
                a.client.answers.workFailForException(job);
            }
        }
        remove(job);
    }

    private Job runningJob(Peer worker, Bytes handle, ErrorText otherwise) {
        Job job = jobs.byNumber(handles.number(handle));
        if (job == null || job.worker != worker) {
            worker.answers.error(otherwise);
            return null;
        }
        return job;
    }

    private static void forward(PacketType type, Job job, Bytes handle, Bytes rest) {
        for (Attachment a = job.attachments; a != null; a = a.nextOfJob) {
            a.client.answers.work(type, handle, rest);
        }
    }

    // ---- the end of an attempt, the end of a job

    /** The worker did not bring the job to an end: it goes to the tail of its queue, or is dropped. */
    private void failedAttempt(Job job) {
        job.retries++;
        job.numerator = 0;
        job.denominator = 0;
        leave(job);
        if (job.ignored()) {
            forget(job);
        } else if (rules.attempts() > 0 && job.retries >= rules.attempts()) {
            events.dropped(job);
            failClients(job);
            forget(job);
        } else {
            job.sequence = ++lastSequence;
            enqueue(job);
        }
    }

    private void remove(Job job) {
        leave(job);
        forget(job);
    }

    /** Takes the job out of the list that it is in. */
    private void leave(Job job) {
        switch (job.place) {
            case NOWHERE -> {}
            case SCHEDULED -> {
                job.function.waiting[job.priority.number()]--;
                timers.unschedule(job);
            }
            case QUEUED, DUE -> {
                job.function.waiting[job.priority.number()]--;
                job.function.dequeue(job);
            }
            case RUNNING -> {
                job.function.running--;
                job.worker.jobs.remove(job);
                if (job.worker.timedJob == job) {
                    timers.disarm(job.worker);
                }
                job.worker = null;
                job.place = Job.Place.NOWHERE;
            }
        }
    }

    /** Ends the job; it is in no list any more. */
    private void forget(Job job) {
        job.function.total--;
        jobs.remove(job);
        for (Attachment a = job.attachments; a != null; a = a.nextOfJob) {
            a.client.forget(a);
        }
        job.attachments = null;
    }

    private static void failClients(Job job) {
        for (Attachment a = job.attachments; a != null; a = a.nextOfJob) {
            a.client.answers.workFail(job);
        }
    }

    // ---- what an operator does

    /**
     * Cancels a job: its clients get WORK_FAIL. A waiting job is gone at once; what a running one still brings goes to
     * them all the same, as C's server does it.
     *
     * @return whether there is such a job
     */
    public boolean cancelJob(Bytes handle) {
        Job job = jobs.byNumber(handles.number(handle));
        if (job == null) {
            return false;
        }
        failClients(job);
        if (job.place != Job.Place.RUNNING) {
            remove(job);
            return true;
        }
        job.cancelled = true;
        return true;
    }

    public void createFunction(Bytes name) {
        function(name);
    }

    /** What became of {@code drop function}. */
    public enum Drop {
        DROPPED,
        NOT_FOUND,
        IN_USE
    }

    /** Forgets a function that nobody uses; upper and lower case are the same here. */
    public Drop dropFunction(Bytes name) {
        JobFunction function = functions.get(name);
        if (function == null) {
            function = functions.values().stream()
                    .filter(f -> f.name.toString().equalsIgnoreCase(name.toString()))
                    .findFirst()
                    .orElse(null);
        }
        if (function == null) {
            return Drop.NOT_FOUND;
        }
        if (function.registrations > 0 || function.total > 0) {
            return Drop.IN_USE;
        }
        functions.remove(function.name);
        return Drop.DROPPED;
    }

    /** Limits a function that exists; 0 is no limit. */
    public void maxQueue(Bytes name, int high, int normal, int low) {
        JobFunction function = functions.get(name);
        if (function != null) {
            function.maxQueue[Priority.HIGH.number()] = high;
            function.maxQueue[Priority.NORMAL.number()] = normal;
            function.maxQueue[Priority.LOW.number()] = low;
        }
    }

    private JobFunction function(Bytes name) {
        JobFunction function = functions.get(name);
        if (function == null) {
            function = new JobFunction(name.copy());
            functions.put(function.name, function);
        }
        return function;
    }
}
