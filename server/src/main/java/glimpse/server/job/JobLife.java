package glimpse.server.job;

/**
 * What becomes of a job, from its first queue to its end.
 *
 * <pre>
 *   SUBMIT_JOB ──► queued ──GRAB_JOB──► running ──WORK_COMPLETE, WORK_FAIL, WORK_EXCEPTION──► gone
 *       │ (storing)  ▲  ▲                  │
 *  (epoch)           │  └─failed attempt───┤   worker lost, CANT_DO, too late
 *       └► scheduled ┘                     └─attempts used up──► gone (WORK_FAIL)
 * </pre>
 */
final class JobLife {
    private final JobTable jobs;
    private final JobRules rules;
    private final JobEvents events;
    private final Sleepers sleepers;
    private final Persistence persistence;
    private final Timers timers = new Timers(this::becomesDue, this::failedAttempt);
    private long lastSequence;

    JobLife(JobTable jobs, JobRules rules, JobEvents events, Sleepers sleepers, Persistence persistence) {
        this.jobs = jobs;
        this.rules = rules;
        this.events = events;
        this.sleepers = sleepers;
        this.persistence = persistence;
    }

    Timers timers() {
        return timers;
    }

    /** Begins: the job is known from now on, and waits for a worker, for its time, or for the store. */
    void begin(Job job) {
        jobs.add(job);
        job.function.total++;
        job.function.submitted++;
        if (job.background && persistence.isActive() && !job.stored) {
            job.place = Job.Place.STORING;
        } else {
            makeReady(job);
        }
    }

    /** The store has it. */
    void stored(Job job) {
        if (job.place == Job.Place.STORING) {
            makeReady(job);
        }
    }

    /** The store does not take it: a new job is gone, one that had clients is theirs alone again. */
    void refused(Job job) {
        job.background = false;
        if (job.place == Job.Place.STORING || (job.ignored() && job.place != Job.Place.RUNNING)) {
            end(job);
        }
    }

    private void makeReady(Job job) {
        job.sequence = ++lastSequence;
        events.accepted(job);
        if (timers.isInFuture(job.when)) {
            job.function.waiting[job.priority.number()]++;
            timers.schedule(job);
        } else {
            enqueue(job);
        }
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

    /** Hands the next job of a function that has one to a worker. */
    Job assign(Registration r) {
        Job job = r.function.firstReady();
        job.function.dequeue(job);
        job.function.waiting[job.priority.number()]--;
        job.function.running++;
        job.place = Job.Place.RUNNING;
        job.worker = r.peer;
        job.startedTenths = timers.nowTenths();
        r.peer.jobs.addFirst(job);
        timers.arm(r.peer, job, r.timeoutMillis);
        return job;
    }

    /** The worker did not bring the job to an end: it goes to the tail of its queue, or is dropped. */
    void failedAttempt(Job job) {
        job.retries++;
        job.numerator = 0;
        job.denominator = 0;
        leave(job);
        if (job.ignored()) {
            forget(job);
        } else if (rules.attempts() > 0 && job.retries >= rules.attempts()) {
            events.dropped(job);
            job.function.failed++;
            failClients(job);
            forget(job);
        } else {
            job.function.requeued++;
            job.sequence = ++lastSequence;
            enqueue(job);
        }
    }

    /** Ends the job, wherever it is; nobody is told. */
    void end(Job job) {
        leave(job);
        forget(job);
    }

    /** Tells all who wait for the job that it failed. */
    void failClients(Job job) {
        for (Attachment a = job.attachments; a != null; a = a.nextOfJob) {
            a.client.answers.workFail(job);
        }
    }

    /** A client does not wait for a job any more; what nobody waits for and nobody has begun is given up. */
    void detach(Attachment a) {
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
            end(job);
        }
    }

    /** Takes the job out of the list that it is in. */
    private void leave(Job job) {
        switch (job.place) {
            case NOWHERE -> {}
            case STORING -> job.place = Job.Place.NOWHERE;
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

    /** The job is in no list any more, and now in no table and no client's list either. */
    private void forget(Job job) {
        persistence.done(job);
        job.function.total--;
        jobs.remove(job);
        for (Attachment a = job.attachments; a != null; a = a.nextOfJob) {
            a.client.forget(a);
        }
        job.attachments = null;
    }
}
